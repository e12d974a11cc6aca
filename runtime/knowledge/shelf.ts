import type { Statements } from '../store/statements'
import type { Embed } from './embed'

/** One namespace of one searchable table. All SQL that touches it goes through `within`. */
export type Shelf = {
  statements: Statements
  table: 'memory' | 'passage'
  /** SQL that is true for rows of this namespace alone, and its values. */
  within: string
  values: readonly string[]
  /** SQL of the text that a row's vector is made from. */
  meaning: string
}

/** A row without a vector, or with one of another model. */
export type Unembedded = { seq: number; meaning: string }

export function unembedded(shelf: Shelf, current: { model: string; size: number }, limit: number): Unembedded[] {
  return shelf.statements.rows<Unembedded>(
    `SELECT seq, ${shelf.meaning} AS meaning FROM ${shelf.table}
     WHERE ${shelf.within} AND (vector_model IS NOT ? OR vector_size IS NOT ?) ORDER BY seq DESC LIMIT ?`,
    ...shelf.values,
    current.model,
    current.size,
    limit,
  )
}

export function withoutVector(shelf: Shelf, limit: number): Unembedded[] {
  return shelf.statements.rows<Unembedded>(
    `SELECT seq, ${shelf.meaning} AS meaning FROM ${shelf.table} WHERE ${shelf.within} AND vector IS NULL
     ORDER BY seq LIMIT ?`,
    ...shelf.values,
    limit,
  )
}

/** Gives rows their vectors, in one transaction. A row that was deleted meanwhile stays away. */
export async function embedRows(
  shelf: Shelf,
  rows: readonly Unembedded[],
  embed: Embed,
  signal?: AbortSignal,
): Promise<void> {
  if (rows.length === 0) return
  const { model, vectors } = await embed(
    rows.map(({ meaning }) => meaning),
    signal,
  )
  shelf.statements.together(() => {
    rows.forEach(({ seq }, index) => {
      const vector = vectors[index] ?? []
      shelf.statements.run(
        `UPDATE ${shelf.table} SET vector_model = ?, vector_size = ?, vector = ? WHERE ${shelf.within} AND seq = ?`,
        model,
        vector.length,
        toFloat32(vector),
        ...shelf.values,
        seq,
      )
    })
  })
}

/** libsql's format of a vector: little-endian float32, which is what every machine that we run on has. */
export function toFloat32(vector: readonly number[]): Buffer {
  return Buffer.from(Float32Array.from(vector).buffer)
}
