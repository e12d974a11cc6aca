import type { Change } from '../diff'
import { subjectOf } from './choose-changes'
import type { StoredChange } from './stored-change'

export type Author = StoredChange['author']
/** Subject of a change → who made it, the last one first. */
export type ChangeAuthors = Record<string, Author[]>

type Stored = readonly Pick<StoredChange, 'author' | 'changes'>[]

/** Whose work each part of a draft is. `stored` in the order in which it was stored, after what led to `before`. */
export function authorsBySubject(stored: Stored, before: ChangeAuthors = {}): ChangeAuthors {
  const authors = new Map(Object.entries(before))
  for (const { author, changes } of stored) {
    for (const change of changes.changes) {
      const subject = subjectOf(change)
      // The last word on a field counts alone; a whole block is the work of all who filled it.
      authors.set(subject, [author])
      const whole = wholeOf(change)
      if (whole !== null)
        authors.set(whole, [author, ...(authors.get(whole) ?? []).filter(({ id }) => id !== author.id)])
    }
  }
  return Object.fromEntries(authors)
}

/** Nobody, when it was made before changes were written down, or too long ago. */
export function authorsOf(change: Change, authors: ChangeAuthors): Author[] {
  return authors[subjectOf(change)] ?? authors[wholeOf(change) ?? ''] ?? []
}

function wholeOf(change: Change): string | null {
  if (change.kind === 'block-changed') return `block:${change.block}`
  return change.kind === 'slot-changed' ? `slot:${change.slot}` : null
}
