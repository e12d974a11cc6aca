'use client'

import { useCallback, useEffect, useState } from 'react'
import { toast } from 'sonner'
import { countOf } from '../block-words'
import { replaceDrawing } from '../store/commands/whole-drawing'
import { undoEdit } from '../store/commit'
import type { EditorStore } from '../store/editor-store'
import type { Snapshot } from '../store/history'
import { sameDrawing } from './autosave'
import { type FoundEntry, leftBehind, removeEntry } from './journal'
import { liveTabIds } from './live-tabs'

type RecoveryInput = { store: EditorStore; draftKey: string; server: Snapshot & { revision: number } }

/**
 * Work that a closed tab could not save. Based on the draft that still stands, it is put back at once (undo takes it
 * away again); based on an older one, a person decides.
 */
export function useRecovery({ store, draftKey, server }: RecoveryInput) {
  const [asking, setAsking] = useState<FoundEntry | undefined>()

  useEffect(() => {
    let current = true
    void liveTabIds().then((live) => {
      const [found, ...older] = current ? leftBehind(localStorage, draftKey, live) : []
      for (const entry of older) if (sameDrawing(entry.entry, server)) removeEntry(localStorage, entry.key)
      if (found === undefined || store.getState().edits > 0) return
      if (sameDrawing(found.entry, server)) removeEntry(localStorage, found.key)
      else if (found.entry.baseRevision === server.revision) putBack(store, found)
      else setAsking(found)
    })
    return () => {
      current = false
    }
  }, [store, draftKey, server])

  const decide = useCallback(
    (useIt: boolean) => {
      if (asking === undefined) return
      if (useIt) putBack(store, asking)
      else removeEntry(localStorage, asking.key)
      setAsking(undefined)
    },
    [asking, store],
  )
  return { asking: asking?.entry, decide }
}

/** The edit writes this tab's own journal before the old entry goes, so the work is never without a copy. */
function putBack(store: EditorStore, { key, entry }: FoundEntry): void {
  replaceDrawing(store, 'Recover unsaved changes', entry)
  removeEntry(localStorage, key)
  toast.info(`Recovered ${countOf(entry.unsaved, 'change')} that this browser had kept.`, {
    action: { label: 'Undo', onClick: () => undoEdit(store) },
  })
}
