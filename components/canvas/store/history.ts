import type { BlueprintDocument } from '@/domain/blueprint/document'
import type { Layout } from '@/domain/blueprint/layout'

/** What undo brings back. Documents are immutable and share structure, so a snapshot costs a pointer. */
export type Snapshot = { readonly document: BlueprintDocument; readonly layout: Layout }

export type HistoryEntry = {
  /** Shown as "Undo <name>". */
  readonly name: string
  readonly before: Snapshot
  readonly after: Snapshot
  /** Entries with the same key in quick succession become one: typing in one field, nudging with arrow keys. */
  readonly mergeKey?: string | undefined
  readonly atMs: number
}

export type History = { readonly past: readonly HistoryEntry[]; readonly future: readonly HistoryEntry[] }

export const historyLimits = { entries: 300, mergeWithinMs: 1_000 } as const

export const emptyHistory: History = { past: [], future: [] }

export function record(history: History, entry: HistoryEntry): History {
  const last = history.past.at(-1)
  if (last !== undefined && history.future.length === 0 && continues(last, entry)) {
    return { past: [...history.past.slice(0, -1), { ...entry, before: last.before }], future: [] }
  }
  return { past: [...history.past, entry].slice(-historyLimits.entries), future: [] }
}

export function undo(history: History): { history: History; entry: HistoryEntry } | undefined {
  const entry = history.past.at(-1)
  if (entry === undefined) return undefined
  return { entry, history: { past: history.past.slice(0, -1), future: [closed(entry), ...history.future] } }
}

export function redo(history: History): { history: History; entry: HistoryEntry } | undefined {
  const [entry, ...future] = history.future
  if (entry === undefined) return undefined
  return { entry, history: { past: [...history.past, entry], future } }
}

function continues(last: HistoryEntry, entry: HistoryEntry): boolean {
  if (entry.mergeKey === undefined || entry.mergeKey !== last.mergeKey) return false
  return entry.atMs - last.atMs <= historyLimits.mergeWithinMs
}

/** A step that was undone once is finished: what comes after a redo is a step of its own. */
function closed(entry: HistoryEntry): HistoryEntry {
  return { ...entry, mergeKey: undefined }
}
