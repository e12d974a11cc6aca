'use client'

import { useEffect } from 'react'
import { useTRPCClient } from '@/components/trpc/client'
import type { EditorSession } from '../editor-session'
import type { EditorState } from '../store/editor-store'

const againMs = 5_000
/** Arrow keys walk over many blocks. */
const settledMs = 150

/** Tells the others, while this tab is seen, that somebody is here and which block is selected. */
export function useSayHere({ workspace, blueprintId, tabId, store }: EditorSession): void {
  const client = useTRPCClient()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const say = () => {
      clearTimeout(timer)
      timer = setTimeout(say, againMs)
      if (document.visibilityState === 'hidden') return
      const input = { workspace, id: blueprintId, tab: tabId, selected: selectedBlock(store.getState()) }
      // Nobody misses one of these: the next comes in seconds.
      client.blueprint.sayHere.mutate(input).catch(() => undefined)
    }
    const soon = () => {
      clearTimeout(timer)
      timer = setTimeout(say, settledMs)
    }
    say()
    const unsubscribe = store.subscribe((state, before) => {
      if (selectedBlock(state) !== selectedBlock(before)) soon()
    })
    document.addEventListener('visibilitychange', soon)
    return () => {
      clearTimeout(timer)
      unsubscribe()
      document.removeEventListener('visibilitychange', soon)
    }
  }, [client, workspace, blueprintId, tabId, store])
}

function selectedBlock({ selection }: EditorState): string | null {
  return selection.blocks.length === 1 ? (selection.blocks[0] ?? null) : null
}
