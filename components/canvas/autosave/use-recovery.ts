'use client'

import { useCallback, useEffect, useState } from 'react'
import { toast } from 'sonner'
import { rebase } from '@/domain/blueprint/draft/rebase'
import { countOf } from '../block-words'
import type { EditorSession } from '../editor-session'
import { replaceDrawing } from '../store/commands/whole-drawing'
import type { EditorStore } from '../store/editor-store'
import { type FoundEntry, leftBehind, type NamedSet, removeEntry } from './journal'
import { liveTabIds } from './live-tabs'
import { sendLeftBehind } from './send-left-behind'

export type Refused = FoundEntry & { why: string; sets: readonly NamedSet[] }

const retryMs = 5_000

/** Work that a closed tab could not send is sent now. What the server will not take, a person decides about. */
export function useRecovery(session: EditorSession, enabled: boolean) {
  const [asking, setAsking] = useState<Refused | undefined>()

  useEffect(() => {
    if (!enabled) return
    let current = true
    let timer: ReturnType<typeof setTimeout> | undefined
    const recover = async () => {
      const live = await liveTabIds()
      for (const found of current ? leftBehind(localStorage, session.draftKey, live) : []) {
        const refused = await sendLeftBehind({ ...session, entry: found.entry })
        if (refused !== undefined) return setAsking({ ...found, ...refused })
        removeEntry(localStorage, found.key)
        if (found.entry.unsaved > 0) {
          toast.info(`Sent ${countOf(found.entry.unsaved, 'change')} that this browser had kept.`)
        }
      }
    }
    const attempt = () => {
      recover().catch(() => {
        if (current) timer = setTimeout(attempt, retryMs)
      })
    }
    attempt()
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [session, enabled])

  const decide = useCallback(
    (useIt: boolean) => {
      if (asking === undefined) return
      // The edit writes this tab's own journal before the old entry goes, so the work is never without a copy.
      if (useIt) putBack(session.store, asking.sets)
      removeEntry(localStorage, asking.key)
      setAsking(undefined)
    },
    [asking, session],
  )
  return { asking, decide }
}

function putBack(store: EditorStore, sets: readonly NamedSet[]): void {
  const { document, layout } = store.getState()
  const drawing = sets.reduce((before, { set }) => rebase(before, set, 'later-wins').drawing, { document, layout })
  replaceDrawing(store, 'Put back kept changes', drawing)
}
