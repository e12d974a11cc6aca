import { z } from 'zod'
import { documentSchema } from '@/domain/blueprint/document'
import { layoutSchema } from '@/domain/blueprint/layout'
import type { Snapshot } from '../store/history'

/**
 * Unsaved work, kept in the browser until the server acknowledges it: a closed tab or a dead server loses nothing.
 * One entry per tab, so that two tabs do not overwrite each other's.
 */
const entrySchema = z.strictObject({
  baseRevision: z.int().nonnegative(),
  unsaved: z.int().positive(),
  savedAtMs: z.number(),
  document: documentSchema,
  layout: layoutSchema,
})

export type JournalEntry = z.infer<typeof entrySchema>
export type FoundEntry = { key: string; entry: JournalEntry }
export type KeyValueStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

const prefix = 'bulkhead.draft/'

export type Journal = {
  /** `full` when the browser refuses to keep it (quota, private mode): the words on screen must not promise more. */
  write: (entry: { baseRevision: number; unsaved: number } & Snapshot) => 'kept' | 'full'
  clear: () => void
}

export function createJournal(storage: KeyValueStore, draftKey: string, tabId: string): Journal {
  const key = `${prefix}${draftKey}/${tabId}`
  return {
    write: ({ baseRevision, unsaved, document, layout }) => {
      try {
        storage.setItem(key, JSON.stringify({ baseRevision, unsaved, savedAtMs: Date.now(), document, layout }))
        return 'kept'
      } catch {
        return 'full'
      }
    },
    clear: () => removeEntry(storage, key),
  }
}

/** What closed tabs left behind for this draft, newest first. Entries of tabs that still live are theirs. */
export function leftBehind(storage: KeyValueStore, draftKey: string, liveTabIds: ReadonlySet<string>): FoundEntry[] {
  const start = `${prefix}${draftKey}/`
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index)).filter(
    (key): key is string => key?.startsWith(start) === true && !liveTabIds.has(key.slice(start.length)),
  )
  return keys
    .flatMap((key) => {
      const entry = readEntry(storage, key)
      return entry === undefined ? [] : [{ key, entry }]
    })
    .sort((a, b) => b.entry.savedAtMs - a.entry.savedAtMs)
}

export function removeEntry(storage: KeyValueStore, key: string): void {
  try {
    storage.removeItem(key)
  } catch {
    // A browser that denies storage has nothing to remove.
  }
}

function readEntry(storage: KeyValueStore, key: string): JournalEntry | undefined {
  try {
    const parsed = entrySchema.safeParse(JSON.parse(storage.getItem(key) ?? 'null'))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}
