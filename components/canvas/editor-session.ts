import type { TRPCClient } from '@trpc/client'
import type { AppRouter } from '@/server/api/router'
import { createAutosave } from './autosave/autosave'
import { draftServer } from './autosave/draft-server'
import { createJournal } from './autosave/journal'
import { announceTab, newTabId } from './autosave/live-tabs'
import type { EditorHandle } from './editor-context'
import { createEditorStore } from './store/editor-store'
import type { Snapshot } from './store/history'
import { completeLayout } from './tidy'

export type SessionInput = {
  workspace: string
  blueprintId: string
  draft: Snapshot & { revision: number }
  client: TRPCClient<AppRouter>
}

export type EditorSession = EditorHandle & { draftKey: string; start: () => () => void }

/** Everything that lives as long as one blueprint is open in one tab. */
export function createEditorSession({ workspace, blueprintId, draft, client }: SessionInput): EditorSession {
  const draftKey = `${workspace}/${blueprintId}`
  const tabId = newTabId()
  const { document } = draft
  const store = createEditorStore({ document, layout: completeLayout(document, draft.layout) })
  const journal = createJournal(localStorage, draftKey, tabId)
  const autosave = createAutosave(store, draftServer(client, workspace, blueprintId), journal, draft.revision)
  const start = () => {
    const letGo = announceTab(tabId)
    const stop = autosave.start()
    return () => {
      stop()
      letGo()
    }
  }
  return { workspace, blueprintId, store, autosave, draftKey, start }
}
