import { z } from 'zod'
import { type ChangeSet, changeSetSchema } from '@/domain/blueprint/draft/change-set'

/**
 * What is not yet with the server, kept in the browser: a closed tab or a dead server loses nothing. One entry per tab
 * and person, so that two tabs do not overwrite each other's and nobody's work goes out under another's name.
 */
const entrySchema = z.strictObject({
  /** The draft that the first set was made against. */
  sequence: z.int().positive(),
  unsaved: z.int().nonnegative(),
  savedAtMs: z.number(),
  /** Each was made on top of the one before; the first may have been sent. Ids make sending again harmless. */
  sets: z.array(z.strictObject({ id: z.uuid(), set: changeSetSchema })).min(1),
})

export type NamedSet = { id: string; set: ChangeSet }
export type JournalEntry = z.infer<typeof entrySchema>
export type FoundEntry = { key: string; entry: JournalEntry }
export type KeyValueStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

const prefix = 'bulkhead.changes/'

export type Journal = {
  /** `full` when the browser refuses to keep it (quota, private mode): the words on screen must not promise more. */
  write: (entry: Omit<JournalEntry, 'savedAtMs'>) => 'kept' | 'full'
  clear: () => void
}

/** `draftKey` names the blueprint and the person. */
export function createJournal(storage: KeyValueStore, draftKey: string, tabId: string): Journal {
  const key = `${prefix}${draftKey}/${tabId}`
  return {
    write: (entry) => {
      try {
        storage.setItem(key, JSON.stringify({ ...entry, savedAtMs: Date.now() }))
        return 'kept'
      } catch {
        return 'full'
      }
    },
    clear: () => removeEntry(storage, key),
  }
}

/** What closed tabs left behind for this draft, oldest first. Entries of tabs that still live are theirs. */
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
    .sort((a, b) => a.entry.savedAtMs - b.entry.savedAtMs)
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
