'use client'

import { useEffect, useRef } from 'react'
import { useEditor, useEditorHandle } from '../editor-context'
import { setConfigValue } from '../store/commands/config'
import { useBlockId } from './block-context'
import { type Path, pathText, readAt } from './config-path'

/** One setting of the block: its value in the store, how to change it, and what lint says of it. */
export function useConfigField(path: Path) {
  const { store } = useEditorHandle()
  const block = useBlockId()
  const field = pathText(path)
  const value = useEditor((state) => readAt(state.document.blocks[block]?.config, path))
  const problem = useEditor(
    (state) => state.problems.find(({ at }) => at.block === block && at.field === field)?.message,
  )
  const set = (next: unknown) => setConfigValue(store, block, path, next)
  return { field, value, problem, set }
}

/** Puts the cursor here when somebody asked for this field (a problem in the list was clicked). */
export function useFieldFocus<T extends HTMLElement>(field: string) {
  const ref = useRef<T>(null)
  const block = useBlockId()
  const wish = useEditor((state) => state.panelFocus)
  const seen = useRef(0)
  useEffect(() => {
    if (wish === undefined || wish.count === seen.current || wish.block !== block || wish.field !== field) return
    seen.current = wish.count
    ref.current?.focus()
    ref.current?.scrollIntoView({ block: 'nearest' })
  }, [wish, block, field])
  return ref
}
