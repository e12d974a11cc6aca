import { randomUUID } from 'node:crypto'
import { namespaceField } from '@/domain/blueprint/block-kinds/fields'
import { BulkheadError } from '@/domain/errors'
import { requireRoom } from '../files/store-room'
import type { Log } from '../host/log'
import type { Database } from '../store/open-store'
import { type Statements, statementsOf } from '../store/statements'
import { type DocumentEntry, listDocuments } from './documents'
import type { Embed } from './embed'
import { createIndexer } from './index-documents'
import { knowledgeLimits } from './limits'
import type { ReadPdf } from './pdf-reader'
import { checkContent, type DocumentType } from './read-document'

export type NewDocument = { name: string; mediaType: DocumentType; bytes: Buffer }

export type DocumentIntake = {
  /**
   * On disk when it returns, found by a search a while later; `list` says when. One of the same name takes the place of
   * the one before, whose passages are found until the new ones are there. Throws `bad-input`, `too-large`, `storage-full`.
   */
  add(collection: string, document: NewDocument): DocumentEntry
  /** Takes up what a crash or a stop left half done. */
  resumeIndexing(): void
  /** Settles when nothing is being indexed. */
  idle(): Promise<void>
  /** Stops indexing; what is half done is taken up at the next start. To be awaited before the store is closed. */
  close(): Promise<void>
}

export type IntakeDeps = { database: Database; embed: Embed; readPdf: ReadPdf; now: () => Date; log: Log }

export function createDocumentIntake(deps: IntakeDeps): DocumentIntake {
  const statements = statementsOf(deps.database)
  const indexer = createIndexer({ ...deps, statements })
  return {
    add(collection, document) {
      checkCollection(collection)
      const name = checkName(document.name)
      checkSize(document.bytes)
      checkContent(document.mediaType, document.bytes)
      const id = statements.together(() => put(statements, collection, { ...document, name }, deps.now()))
      indexer.start()
      const [entry] = listDocuments(statements, collection, id)
      if (entry === undefined) throw new BulkheadError('internal', 'The document was not kept.')
      return entry
    },
    resumeIndexing: indexer.start,
    idle: indexer.idle,
    close: indexer.close,
  }
}

function put(statements: Statements, collection: string, document: NewDocument, now: Date): string {
  const { name, mediaType, bytes } = document
  const sql = 'SELECT id FROM document WHERE collection = ? AND name = ?'
  const [before] = statements.rows<{ id: string }>(sql, collection, name)
  if (before === undefined) requirePlace(statements, collection)
  requireRoom(statements, bytes.length, knowledgeLimits.storeBytes)
  const id = before?.id ?? randomUUID()
  statements.run(
    `INSERT INTO document (collection, id, name, media_type, bytes, state, revision, content, added_at)
     VALUES (?, ?, ?, ?, ?, 'indexing', ?, ?, ?)
     ON CONFLICT (collection, id) DO UPDATE SET media_type = excluded.media_type, bytes = excluded.bytes,
       state = 'indexing', why = NULL, revision = excluded.revision, tries = 0, content = excluded.content,
       added_at = excluded.added_at`,
    collection,
    id,
    name,
    mediaType,
    bytes.length,
    randomUUID(),
    bytes,
    now.getTime(),
  )
  return id
}

function requirePlace(statements: Statements, collection: string): void {
  const { documentsInCollection, collections } = knowledgeLimits
  const sql = `SELECT count(*) FILTER (WHERE collection = ?) AS here, count(DISTINCT collection) AS collections FROM document`
  const [count] = statements.rows<{ here: number; collections: number }>(sql, collection)
  const { here, collections: known } = count ?? { here: 0, collections: 0 }
  if (here >= documentsInCollection) {
    throw new BulkheadError(
      'storage-full',
      `The collection "${collection}" holds ${documentsInCollection} documents, which is all it may. Remove some first.`,
    )
  }
  if (here === 0 && known >= collections) {
    throw new BulkheadError('storage-full', `There are ${collections} collections already. Empty one first.`)
  }
}

/** The rule that blueprints follow: no other collection could ever be searched. */
function checkCollection(collection: string): void {
  const result = namespaceField.safeParse(collection)
  if (result.success) return
  throw new BulkheadError(
    'bad-input',
    `The name of the collection ${result.error.issues[0]?.message ?? 'is not valid'}.`,
  )
}

function checkName(given: string): string {
  const name = given.normalize('NFC').trim()
  if (name === '' || /\p{Cc}/u.test(name) || !name.isWellFormed()) {
    throw new BulkheadError('bad-input', 'A document needs a name, without line breaks or control characters.')
  }
  if (name.length <= knowledgeLimits.documentNameChars) return name
  throw new BulkheadError('bad-input', `A document's name may have ${knowledgeLimits.documentNameChars} characters.`)
}

function checkSize(bytes: Buffer): void {
  if (bytes.length <= knowledgeLimits.documentBytes) return
  throw new BulkheadError('too-large', `A document may have ${knowledgeLimits.documentBytes / 1_000_000} MB.`, {
    details: { limit: knowledgeLimits.documentBytes },
  })
}
