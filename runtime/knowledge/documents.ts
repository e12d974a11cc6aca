import type { Database } from '../store/open-store'
import { type Statements, statementsOf } from '../store/statements'
import type { Embed } from './embed'
import { hybridSearch } from './hybrid-search'
import type { Shelf } from './shelf'

/** `page`: of a PDF, from 1. */
export type Passage = { document: string; heading: string; page: number | null; text: string }

export type DocumentEntry = {
  id: string
  name: string
  mediaType: string
  bytes: number
  state: 'indexing' | 'ready' | 'failed'
  /** Of one that failed: what is wrong with it. */
  why: string | null
  /** How many are found by a search. While a document is replaced, those of the one before. */
  passages: number
  addedAt: string
}

/** One collection. There is no way from a handle to another one. Documents are added by the intake (document-intake.ts). */
export type Documents = {
  /** By meaning and by words, best first. */
  search(query: string, limit: number): Promise<Passage[]>
  /** By name. */
  list(): DocumentEntry[]
  /** Whether there was one. */
  remove(id: string): boolean
}

export function openDocuments(database: Database, collection: string, embed: Embed): Documents {
  const statements = statementsOf(database)
  const shelf = passagesOf(statements, { collection })
  return {
    async search(query, limit) {
      const found = await hybridSearch(shelf, query, limit, embed)
      return found.flatMap((seq) => readPassage(statements, collection, seq))
    },
    list: () => listDocuments(statements, collection),
    remove: (id) => statements.run('DELETE FROM document WHERE collection = ? AND id = ?', collection, id) > 0,
  }
}

/** The passages of a collection, or of one document in it. */
export function passagesOf(statements: Statements, of: { collection: string; document?: string }): Shelf {
  return {
    statements,
    table: 'passage',
    within: of.document === undefined ? 'collection = ?' : 'collection = ? AND document = ?',
    values: of.document === undefined ? [of.collection] : [of.collection, of.document],
    meaning: "CASE heading WHEN '' THEN text ELSE heading || char(10) || text END",
  }
}

function readPassage(statements: Statements, collection: string, seq: number): Passage[] {
  return statements.rows<Passage>(
    `SELECT document.name AS document, passage.heading, passage.page, passage.text
     FROM passage JOIN document ON document.collection = passage.collection AND document.id = passage.document
     WHERE passage.collection = ? AND passage.seq = ?`,
    collection,
    seq,
  )
}

type Row = Omit<DocumentEntry, 'addedAt'> & { addedAt: number }

export function listDocuments(statements: Statements, collection: string, id: string | null = null): DocumentEntry[] {
  const rows = statements.rows<Row>(
    `SELECT id, name, media_type AS mediaType, bytes, state, why, added_at AS addedAt,
       (SELECT count(*) FROM passage WHERE passage.collection = d.collection AND passage.document = d.id) AS passages
     FROM document AS d WHERE collection = ? AND (?2 IS NULL OR id = ?2) ORDER BY name`,
    collection,
    id,
  )
  return rows.map((row) => ({ ...row, addedAt: new Date(row.addedAt).toISOString() }))
}
