'use client'

import { createContext, useContext } from 'react'
import type { z } from 'zod'
import type { BlueprintDocument } from '@/domain/blueprint/document'
import type { EditorState, EditorStore } from '../store/editor-store'
import type { Path } from './config-path'
import type { VariableGroup } from './variables'

/** What a form edits: a block's settings, what it does when it fails, a slot, the policy. Fields below need only a path. */
export type SettingsSource = {
  block?: string
  /** What stands before a field's path where lint names it: `policy.` for `policy.rules.0.when`. */
  prefix: string
  read: (state: EditorState) => unknown
  write: (store: EditorStore, path: Path, value: unknown) => void
  /** For what the drawing cannot hold at all: such a value stays in its box and says why. */
  schema?: z.ZodType
  /** What expressions in a field can read. */
  variables: (document: BlueprintDocument, field: string) => VariableGroup[]
}

export const SettingsContext = createContext<SettingsSource | null>(null)

export function useSettingsSource(): SettingsSource {
  const source = useContext(SettingsContext)
  if (source === null) throw new Error('A settings field stands outside of what it could edit.')
  return source
}
