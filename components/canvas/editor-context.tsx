'use client'

import { createContext, useContext } from 'react'
import { type StoreApi, useStore } from 'zustand'
import type { StoredChange } from '@/domain/blueprint/draft/stored-change'
import type { Autosave, AutosaveView } from './autosave/autosave'
import type { PersonHere } from './people/person-here'
import type { EditorState, EditorStore } from './store/editor-store'

export type EditorHandle = {
  readonly workspace: string
  readonly blueprintId: string
  /** Who draws here. */
  readonly personId: string
  readonly tabId: string
  /** Others who have this draft open. */
  readonly people: StoreApi<PersonHere[]>
  /** What was stored since this tab opened the draft. */
  readonly stored: StoreApi<readonly StoredChange[]>
  readonly store: EditorStore
  readonly autosave: Autosave
}

export const EditorContext = createContext<EditorHandle | null>(null)

export function useEditorHandle(): EditorHandle {
  const handle = useContext(EditorContext)
  if (handle === null) throw new Error('This part of the editor stands outside an EditorContext.')
  return handle
}

/** Rerenders only when what `select` returns changes: keep selectors narrow. */
export function useEditor<T>(select: (state: EditorState) => T): T {
  return useStore(useEditorHandle().store, select)
}

export function useSaveState<T>(select: (state: AutosaveView) => T): T {
  return useStore(useEditorHandle().autosave.view, select)
}
