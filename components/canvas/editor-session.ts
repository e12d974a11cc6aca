import type { TRPCClient } from '@trpc/client'
import { createStore } from 'zustand/vanilla'
import type { StoredChange } from '@/domain/blueprint/draft/stored-change'
import type { AppRouter } from '@/server/api/router'
import { createAutosave, type DraftServer } from './autosave/autosave'
import { draftServer } from './autosave/draft-server'
import { createJournal } from './autosave/journal'
import { announceTab, newTabId } from './autosave/live-tabs'
import { lostWords } from './autosave/lost-words'
import type { EditorHandle } from './editor-context'
import type { PersonHere } from './people/person-here'
import { createEditorStore } from './store/editor-store'
import type { Snapshot } from './store/history'
import { completeLayout } from './tidy'

export type SessionInput = {
  workspace: string
  blueprintId: string
  personId: string
  draft: Snapshot & { revision: number }
  client: TRPCClient<AppRouter>
  /** Values that did not survive, in sentences for this person. */
  onLost: (change: StoredChange, words: readonly string[]) => void
}

export type EditorSession = EditorHandle & { draftKey: string; server: DraftServer; start: () => () => void }

/** As many as the server keeps. */
const mostStored = 2_000

/** Everything that lives as long as one blueprint is open in one tab. */
export function createEditorSession(input: SessionInput): EditorSession {
  const { workspace, blueprintId, personId, draft, client, onLost } = input
  const draftKey = `${workspace}/${blueprintId}/${personId}`
  const tabId = newTabId()
  const drawing = { document: draft.document, layout: completeLayout(draft.document, draft.layout) }
  const store = createEditorStore(drawing)
  const journal = createJournal(localStorage, draftKey, tabId)
  const server = draftServer(client, workspace, blueprintId)
  const base = { sequence: draft.revision, drawing }
  const people = createStore<PersonHere[]>(() => [])
  const stored = createStore<readonly StoredChange[]>(() => [])
  const autosave = createAutosave({
    store,
    server,
    journal,
    base,
    onNews: (fresh) => {
      for (const change of fresh) {
        const before = stored.getState()
        if (change.lost.length > 0) onLost(change, lostWords(change, before, personId))
        stored.setState([...before, change].slice(-mostStored), true)
      }
    },
  })
  const start = () => {
    const letGo = announceTab(tabId)
    const stop = autosave.start()
    return () => {
      stop()
      letGo()
    }
  }
  return { workspace, blueprintId, personId, tabId, people, stored, store, autosave, draftKey, server, start }
}
