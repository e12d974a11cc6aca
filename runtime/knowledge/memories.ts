import { BulkheadError } from '@/domain/errors'
import { requireRoom } from '../files/store-room'
import type { Database } from '../store/open-store'
import { type Statements, statementsOf } from '../store/statements'
import type { Embed } from './embed'
import { hybridSearch } from './hybrid-search'
import { knowledgeLimits } from './limits'
import { type MemoryNamespace, ownerOf } from './owner'
import { embedRows, type Shelf } from './shelf'

/** `at`: ISO 8601. */
export type Memory = { id: string; key: string; text: string; at: string }

/** One namespace. There is no way from a handle to another one. */
export type Memories = {
  /**
   * `id` makes a repeated step harmless: the second time nothing is written and the answer is that of the first. With a
   * key that is not empty, the newer text takes the place of the older. Throws `bad-input`, `too-large`, `storage-full`.
   */
  remember(entry: { id: string; key: string; text: string; at: Date }): Promise<{ id: string; replaced: boolean }>
  /** By meaning and by words, best first. */
  recall(query: string, limit: number): Promise<Memory[]>
}

export function openMemories(database: Database, namespace: MemoryNamespace, embed: Embed): Memories {
  const statements = statementsOf(database)
  const values = [namespace.memory, ownerOf(namespace)] as const
  const shelf: Shelf = {
    statements,
    table: 'memory',
    within: 'memory = ? AND owner = ?',
    values,
    meaning: "CASE key WHEN '' THEN text ELSE key || char(10) || text END",
  }
  return {
    async remember(given) {
      const entry = { ...given, key: withoutNul(given.key), text: withoutNul(given.text) }
      checkEntry(entry)
      const before = earlierAnswer(statements, values, entry.id)
      if (before !== null) return before
      const written = statements.together(() => write(statements, values, entry))
      if (written.seq === null) return written.answer
      // Found by its words from now on; without a model now, it gets its vector when it is looked for.
      await embedRows(shelf, [{ seq: written.seq, meaning: meaningOf(entry) }], embed).catch(unlessKnown)
      return written.answer
    },
    async recall(query, limit) {
      const found = await hybridSearch(shelf, query, limit, embed)
      return found.flatMap((seq) => read(statements, values, seq))
    },
  }
}

type Entry = Parameters<Memories['remember']>[0]
type Answer = { id: string; replaced: boolean }
type Values = readonly [memory: string, owner: string]

const meaningOf = ({ key, text }: Entry) => (key === '' ? text : `${key}\n${text}`)

/** libsql reads a text up to its first NUL. */
const withoutNul = (text: string) => text.replaceAll('\u0000', ' ')

function unlessKnown(error: unknown): void {
  if (!(error instanceof BulkheadError)) throw error
}

function checkEntry({ key, text }: Entry): void {
  const { memoryChars, memoryKeyChars } = knowledgeLimits
  if (text.trim() === '') throw new BulkheadError('bad-input', 'There is nothing to remember: the text is empty.')
  if (text.length > memoryChars) {
    throw new BulkheadError('too-large', `A memory may hold ${memoryChars} characters; this one has ${text.length}.`)
  }
  if (key.length > memoryKeyChars) {
    throw new BulkheadError('too-large', `A memory's key may have ${memoryKeyChars} characters, not ${key.length}.`)
  }
}

function earlierAnswer(statements: Statements, values: Values, id: string): Answer | null {
  const sql = 'SELECT replaced FROM memory_written WHERE memory = ? AND owner = ? AND id = ?'
  const [row] = statements.rows<{ replaced: number }>(sql, ...values, id)
  return row === undefined ? null : { id, replaced: row.replaced === 1 }
}

/** `seq` null: another call with the same id was faster. */
function write(statements: Statements, values: Values, entry: Entry): { seq: number | null; answer: Answer } {
  const before = earlierAnswer(statements, values, entry.id)
  if (before !== null) return { seq: null, answer: before }
  const { id, key, text, at } = entry
  const replaced =
    key !== '' && statements.run('DELETE FROM memory WHERE memory = ? AND owner = ? AND key = ?', ...values, key) > 0
  if (!replaced) requireSpace(statements, values, text)
  const [row] = statements.rows<{ seq: number }>(
    'INSERT INTO memory (memory, owner, id, key, text, at) VALUES (?, ?, ?, ?, ?, ?) RETURNING seq',
    ...values,
    id,
    key,
    text,
    at.getTime(),
  )
  const forgotten = at.getTime() - knowledgeLimits.idempotencyDays * 86_400_000
  statements.run('DELETE FROM memory_written WHERE memory = ? AND owner = ? AND at < ?', ...values, forgotten)
  statements.run(
    'INSERT INTO memory_written (memory, owner, id, replaced, at) VALUES (?, ?, ?, ?, ?)',
    ...values,
    id,
    replaced ? 1 : 0,
    at.getTime(),
  )
  return { seq: row?.seq ?? null, answer: { id, replaced } }
}

function requireSpace(statements: Statements, values: Values, text: string): void {
  const sql = 'SELECT count(*) AS count FROM memory WHERE memory = ? AND owner = ?'
  const count = statements.rows<{ count: number }>(sql, ...values)[0]?.count ?? 0
  if (count >= knowledgeLimits.memories) {
    const name = `The memory "${values[0]}" holds ${knowledgeLimits.memories} texts, which is all it may.`
    throw new BulkheadError('storage-full', `${name} Give the remember block a key, so that newer texts replace older.`)
  }
  requireRoom(statements, text.length, knowledgeLimits.storeBytes)
}

function read(statements: Statements, values: Values, seq: number): Memory[] {
  const sql = 'SELECT id, key, text, at FROM memory WHERE memory = ? AND owner = ? AND seq = ?'
  const rows = statements.rows<{ id: string; key: string; text: string; at: number }>(sql, ...values, seq)
  return rows.map(({ id, key, text, at }) => ({ id, key, text, at: new Date(at).toISOString() }))
}
