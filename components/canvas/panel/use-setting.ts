'use client'

import { useEffect, useRef, useState } from 'react'
import { useEditor, useEditorHandle } from '../editor-context'
import { type Path, pathText, readAt, writeAt } from './config-path'
import { refusalOf } from './refusal'
import { useSettingsSource } from './settings-source'

type Refused = { value: unknown; why: string; over: unknown }

/** One setting: its value in the store, how to change it, and what is wrong with it. */
export function useSetting(path: Path) {
  const { store } = useEditorHandle()
  const source = useSettingsSource()
  const field = source.prefix + pathText(path)
  const stored = useEditor((state) => readAt(source.read(state), path))
  const problem = useEditor(
    ({ problems }) => problems.find(({ at }) => at.block === source.block && at.field === field)?.message,
  )
  const [refused, setRefused] = useState<Refused | undefined>()
  const set = (value: unknown) => {
    const why = refusalOf(source.schema, writeAt(source.read(store.getState()), path, value), path)
    setRefused(why === undefined ? undefined : { value, why, over: stored })
    if (why === undefined) source.write(store, path, value)
  }
  // A change from elsewhere, such as undo, takes the place of what was refused.
  const kept = refused !== undefined && Object.is(refused.over, stored) ? refused : undefined
  return { field, value: kept === undefined ? stored : kept.value, problem: kept?.why ?? problem, set }
}

/** Puts the cursor here when somebody asked for this field (a problem in the list was clicked). */
export function useFieldFocus<T extends HTMLElement>(field: string) {
  const ref = useRef<T>(null)
  const { block } = useSettingsSource()
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
