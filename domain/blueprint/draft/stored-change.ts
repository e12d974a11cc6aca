import type { ChangeSet, Drawing } from './change-set'

/** A value that did not survive a merge, in words and as it was, and whose it was: the author's, or an earlier one's. */
export type LostValue = { subject: string; words: string; value: unknown; whose: 'earlier' | 'author' }

/** A change set as the server stored it, and as other browsers take it in. */
export type StoredChange = {
  sequence: number
  id: string
  author: { id: string | null; name: string }
  /** What really changed. */
  changes: ChangeSet
  /** Blocks of the author's set that got other ids: old id → new id. */
  renamed: Record<string, string>
  words: string[]
  lost: LostValue[]
  at: Date
}

/** What leads to the draft that stands; `drawing` is that draft, where the changes alone do not lead there. */
export type DraftNews = { sequence: number; changes: StoredChange[]; drawing: Drawing | null }

/** What people read of it. */
export type DraftHistoryEntry = Omit<StoredChange, 'changes' | 'renamed' | 'id'>
