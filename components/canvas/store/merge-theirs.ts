import { changesBetween } from '@/domain/blueprint/draft/change-set'
import { rebase } from '@/domain/blueprint/draft/rebase'
import { nameOf, renameInDrawing, withoutClashes } from '@/domain/blueprint/draft/rename-added'
import { completeLayout } from '../tidy'
import type { EditorStore } from './editor-store'
import type { History, HistoryEntry, Snapshot } from './history'
import { keepExisting } from './selection'

/**
 * Shows what others did, merged with what is drawn here. No step of the history and no edit of this person: undo still
 * takes back their own steps alone. Selection and steps follow blocks that got other ids.
 */
export function mergeTheirs(store: EditorStore, merged: Snapshot, renamed: ReadonlyMap<string, string>): void {
  const state = store.getState()
  const { document } = merged
  const layout = completeLayout(document, merged.layout)
  if (document === state.document && layout === state.layout) return
  const selection = {
    ...state.selection,
    blocks: renamed.size === 0 ? state.selection.blocks : state.selection.blocks.map((id) => nameOf(id, renamed)),
  }
  store.setState({
    document,
    layout,
    history: followNames(state.history, { document, layout }, renamed),
    selection: keepExisting(selection, document),
  })
}

function followNames({ past, future }: History, now: Snapshot, renamed: ReadonlyMap<string, string>): History {
  const named = renamed.size === 0 ? past : past.map((entry) => renamedEntry(entry, renamed))
  const last = named.at(-1)
  return {
    past: last?.mergeKey === undefined ? named : [...named.slice(0, -1), onTopOf(now, last)],
    future: renamed.size === 0 ? future : future.map((entry) => renamedEntry(entry, renamed)),
  }
}

/**
 * The step that somebody is in the middle of (typing goes on in it) must not come to hold others' changes. One that
 * others went over is finished.
 */
function onTopOf(now: Snapshot, entry: HistoryEntry): HistoryEntry {
  const { drawing, kept } = rebase(now, changesBetween(entry.after, entry.before), 'own-only')
  return kept.length === 0 ? { ...entry, before: drawing, after: now } : { ...entry, mergeKey: undefined }
}

function renamedEntry(entry: HistoryEntry, renamed: ReadonlyMap<string, string>): HistoryEntry {
  const taken = [entry.before, entry.after].flatMap(({ document }) => Object.keys(document.blocks))
  const names = withoutClashes(renamed, new Set(taken))
  return { ...entry, before: renameInDrawing(entry.before, names), after: renameInDrawing(entry.after, names) }
}
