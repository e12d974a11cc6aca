'use client'

import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import { useEditorHandle } from '../editor-context'

/** Others who have this block selected. */
export function usePeopleAt(block: string) {
  return useStore(
    useEditorHandle().people,
    useShallow((people) => people.filter(({ selected }) => selected === block)),
  )
}
