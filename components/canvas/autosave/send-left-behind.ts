import { blocksIn, renameInSet, withoutClashes } from '@/domain/blueprint/draft/rename-added'
import type { EditorStore } from '../store/editor-store'
import type { Autosave, DraftServer } from './autosave'
import type { JournalEntry, NamedSet } from './journal'

type Recovery = { entry: JournalEntry; server: DraftServer; store: EditorStore; autosave: Autosave }

/**
 * Sends what a closed tab could not, under the ids that it gave: what had arrived is not stored twice. Undefined when the
 * server has everything; else why it will not take it, and which sets are left. Throws when it cannot be reached.
 */
export async function sendLeftBehind(recovery: Recovery): Promise<{ why: string; sets: NamedSet[] } | undefined> {
  const { entry, server, store, autosave } = recovery
  let names: ReadonlyMap<string, string> = new Map()
  for (const [index, { id, set }] of entry.sets.entries()) {
    const current =
      names.size === 0 ? set : renameInSet(store.getState().document, set, withoutClashes(names, blocksIn(set)))
    const outcome = await server.submit({ changeId: id, sequence: entry.sequence, set: current })
    if (outcome.type === 'refused') return { why: outcome.why, sets: entry.sets.slice(index) }
    autosave.hear(outcome.news)
    names = new Map(Object.entries(outcome.news.changes.find((change) => change.id === id)?.renamed ?? {}))
  }
  return undefined
}
