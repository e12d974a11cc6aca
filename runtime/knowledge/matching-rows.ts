import { knowledgeLimits } from './limits'
import type { Shelf } from './shelf'

/** The rows of the namespace that hold words of the query, best first (bm25). */
export function matchingRows(shelf: Shelf, query: string, limit: number): number[] {
  const match = matchAnyWord(query)
  if (match === null) return []
  return shelf.statements
    .rows<{ seq: number }>(
      `SELECT seq FROM ${shelf.table}_words JOIN ${shelf.table} ON seq = ${shelf.table}_words.rowid
       WHERE ${shelf.table}_words MATCH ? AND ${shelf.within} ORDER BY rank LIMIT ?`,
      match,
      ...shelf.values,
      limit,
    )
    .map(({ seq }) => seq)
}

/**
 * An FTS5 query from whatever a person wrote: its words alone, each quoted, so that nothing in it is an operator. Null when
 * there is no word. https://www.sqlite.org/fts5.html#full_text_query_syntax
 */
export function matchAnyWord(text: string): string | null {
  const words = new Set(
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu),
  )
  if (words.size === 0) return null
  return [...words]
    .slice(0, knowledgeLimits.queryWords)
    .map((word) => `"${word}"`)
    .join(' OR ')
}
