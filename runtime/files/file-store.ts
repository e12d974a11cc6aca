import { randomUUID } from 'node:crypto'
import { BulkheadError } from '@/domain/errors'
import type { FileReference } from '../interpreter/block-runner'
import type { Statements } from '../store/statements'
import { detectType, type FileType, fileTypes } from './detect-type'
import { requireRoom } from './store-room'

export type StoredFile = FileReference & { mediaType: FileType; content: Buffer }

export const fileLimits = {
  inMessage: 5,
  /** The largest that any type allows. */
  bytes: Math.max(...Object.values(fileTypes).map(({ maxBytes }) => maxBytes)),
  nameChars: 120,
  /** Of one conversation, and of all, so that nobody takes the room of the others or of the documents. */
  sessionBytes: 60_000_000,
  totalBytes: 500_000_000,
  keptDays: 30,
  storeBytes: 2_000_000_000,
} as const

/** Files that messages carry. A session is part of every key: no id reaches another conversation's file. */
export type FileStore = {
  /** What it is, its bytes say. Throws `bad-input`, `too-large`, `storage-full`. */
  save(session: string, file: { name: string; bytes: Buffer }): FileReference
  /** For a message that names files it uploaded before. Throws `bad-input`, or `not-found`. */
  references(session: string, ids: readonly unknown[]): FileReference[]
  /** Throws `not-found` for one that was let go of, or that another conversation has. */
  read(session: string, id: string): StoredFile
}

export function createFileStore(statements: Statements, now: () => number = Date.now): FileStore {
  return {
    save(session, { name, bytes }) {
      const mediaType = checked(bytes)
      const reference = { id: randomUUID(), name: cleanName(name, mediaType), mediaType, bytes: bytes.length }
      statements.together(() => {
        letGoOfOld(statements, now())
        requireQuota(statements, session, bytes.length)
        statements.run(
          `INSERT INTO file (session_id, id, name, media_type, bytes, content, saved_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
          session,
          reference.id,
          reference.name,
          mediaType,
          bytes.length,
          bytes,
          now(),
        )
      })
      return reference
    },
    references(session, ids) {
      if (ids.length > fileLimits.inMessage) {
        throw new BulkheadError('bad-input', `A message may carry ${fileLimits.inMessage} files, not ${ids.length}.`)
      }
      return ids.map((id) => referenceTo(statements, session, id))
    },
    read(session, id) {
      const sql = 'SELECT content FROM file WHERE session_id = ? AND id = ?'
      const [row] = statements.rows<{ content: ArrayBuffer }>(sql, session, id)
      if (row === undefined) throw gone()
      return { ...referenceTo(statements, session, id), content: Buffer.from(row.content) }
    },
  }
}

type Reference = FileReference & { mediaType: FileType }

function referenceTo(statements: Statements, session: string, id: unknown): Reference {
  // A drawing may hand on anything as a reference, and libsql ends the process over a value that it cannot bind.
  if (typeof id !== 'string') throw gone()
  const sql = 'SELECT id, name, media_type AS mediaType, bytes FROM file WHERE session_id = ? AND id = ?'
  const [row] = statements.rows<Reference>(sql, session, id)
  if (row === undefined) throw gone()
  return row
}

const gone = () =>
  new BulkheadError(
    'not-found',
    `There is no such file in this conversation. Files are kept for ${fileLimits.keptDays} days: send it again.`,
  )

function checked(bytes: Buffer): FileType {
  if (bytes.length === 0) throw new BulkheadError('bad-input', 'The file is empty.')
  const type = detectType(bytes)
  if (type === null) {
    const endings = Object.values(fileTypes).map(({ ending }) => ending)
    throw new BulkheadError('bad-input', `The file is none that a message may carry: ${endings.join(', ')}.`)
  }
  const { ending, maxBytes } = fileTypes[type]
  if (bytes.length <= maxBytes) return type
  throw new BulkheadError('too-large', `A file of the kind ${ending} may have ${maxBytes / 1_000_000} MB.`, {
    details: { limit: maxBytes },
  })
}

/** The last part of a path, without control characters, and never empty. */
function cleanName(given: string, type: FileType): string {
  const last = given.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const name = last
    .toWellFormed()
    .replace(/\p{C}+/gu, ' ')
    .trim()
  // Cut between characters, not inside one.
  return [...name].slice(0, fileLimits.nameChars).join('') || `file.${fileTypes[type].ending}`
}

function letGoOfOld(statements: Statements, now: number): void {
  statements.run('DELETE FROM file WHERE saved_at < ?', now - fileLimits.keptDays * 86_400_000)
}

function requireQuota(statements: Statements, session: string, wanted: number): void {
  const sum = (where: string, ...values: string[]) =>
    statements.rows<{ bytes: number }>(`SELECT total(bytes) AS bytes FROM file ${where}`, ...values)[0]?.bytes ?? 0
  const { sessionBytes, totalBytes, keptDays, storeBytes } = fileLimits
  if (sum('WHERE session_id = ?', session) + wanted > sessionBytes) {
    throw new BulkheadError('storage-full', `The files of this conversation may have ${sessionBytes / 1_000_000} MB.`)
  }
  if (sum('') + wanted > totalBytes) {
    throw new BulkheadError(
      'storage-full',
      `The agent keeps ${totalBytes / 1_000_000} MB of files, each for ${keptDays} days, and has no room for more now.`,
    )
  }
  requireRoom(statements, wanted, storeBytes)
}
