import { mkdirSync, readdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Libsql from 'libsql'
import { BulkheadError } from '@/domain/errors'
import { messageOf } from '../host/log'
import { migrations } from './schema'

export type Database = Libsql.Database

const fileName = 'bulkhead.db'
/** Checking every page of a larger store would take longer than a start should. */
const checkedUpToBytes = 32_000_000

/**
 * Opens the tenant's store, encrypted with its own key. Throws `data-corrupt` for a file that this key does not open or
 * whose pages do not add up: it is set aside under another name, and until a person has decided what becomes of it,
 * every later start is refused as well. Nothing is ever begun anew silently.
 */
export function openStore(dataFolder: string, key: string, now: () => Date = () => new Date()): Database {
  const folder = join(dataFolder, 'store')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, fileName)
  refuseWhileSetAside(folder, file)
  try {
    return openSound(file, key)
  } catch (cause) {
    if (!isCorruption(cause)) throw cause
    const aside = setAside(folder, now())
    throw corrupt(file, join(folder, aside), messageOf(cause), cause)
  }
}

function openSound(file: string, key: string): Database {
  // libsql's types come from better-sqlite3 and do not know its encryption.
  const options = { encryptionCipher: 'aes256cbc', encryptionKey: key, timeout: 2_000 }
  const database = new Libsql(file, options)
  try {
    database.pragma('journal_mode = WAL')
    // A crash of the process takes nothing back; what must outlast a loss of power is written by `Statements.durably`.
    database.pragma('synchronous = NORMAL')
    database.pragma('foreign_keys = ON')
    database.pragma('cache_size = -512')
    database.pragma('journal_size_limit = 4000000')
    if (statSync(file).size <= checkedUpToBytes) checkPages(database)
    migrate(database)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

function checkPages(database: Database): void {
  const [answer] = database.prepare('PRAGMA quick_check(1)').raw().all() as [[string]?]
  if (answer?.[0] !== 'ok') throw new DamagedPages(String(answer?.[0]))
}

function migrate(database: Database): void {
  const [row] = database.prepare('PRAGMA user_version').raw().all() as [[number]]
  const version = row[0]
  if (version > migrations.length) {
    throw new BulkheadError(
      'data-corrupt',
      `The store has format ${version}, but this runtime knows formats up to ${migrations.length}. ` +
        'It was written by a newer runtime: roll out an image that is at least as new.',
    )
  }
  migrations.slice(version).forEach((sql, index) => {
    database.exec(`BEGIN IMMEDIATE; ${sql}; PRAGMA user_version = ${version + index + 1}; COMMIT;`)
  })
}

class DamagedPages extends Error {}

/** SQLITE_CORRUPT, or SQLITE_NOTADB, which is also what a wrong key looks like. */
function isCorruption(error: unknown): boolean {
  if (error instanceof DamagedPages) return true
  return error instanceof Error && 'code' in error && /^SQLITE_(CORRUPT|NOTADB)/.test(String(error.code))
}

/** The file and its write-ahead log move together: the log may hold the newest turns. */
function setAside(folder: string, now: Date): string {
  const aside = `${fileName}.set-aside-${now.toISOString().replace(/[:.]/g, '-')}`
  for (const suffix of ['-wal', '-shm', '']) {
    if (readdirSync(folder).includes(fileName + suffix)) {
      renameSync(join(folder, fileName + suffix), join(folder, aside + suffix))
    }
  }
  return aside
}

function refuseWhileSetAside(folder: string, file: string): void {
  const names = readdirSync(folder)
  const aside = names.filter((name) => /\.set-aside-[\dTZ-]+$/.test(name)).at(-1)
  if (aside !== undefined && !names.includes(fileName)) {
    throw corrupt(file, join(folder, aside), 'it was found damaged at an earlier start')
  }
}

function corrupt(file: string, aside: string, why: string, cause?: unknown): BulkheadError {
  return new BulkheadError(
    'data-corrupt',
    `The conversations in ${file} cannot be opened (${why}). Nothing was deleted: the file is now ${aside}. ` +
      `Put a sound copy back as ${file}, or move the set-aside file out of this folder to start with none, then restart.`,
    { cause },
  )
}
