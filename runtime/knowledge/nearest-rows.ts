import { setImmediate as letOthersRun } from 'node:timers/promises'
import { type Shelf, toFloat32 } from './shelf'

/** Compared in one go, a few milliseconds; then whoever else waits has a turn. */
const slice = 1_000

/**
 * The rows of the namespace that are nearest in meaning, nearest first: exact cosine distances over all of them. Limits
 * keep a namespace small enough for that (limits.ts); 5,000 vectors of 1,536 numbers take about 60 ms.
 */
export async function nearestRows(
  shelf: Shelf,
  query: { model: string; vector: readonly number[] },
  limit: number,
): Promise<number[]> {
  const vector = toFloat32(query.vector)
  let nearest: { seq: number; distance: number | null }[] = []
  let after = 0
  for (;;) {
    const rows = shelf.statements.rows<{ seq: number; distance: number | null }>(
      `SELECT seq, vector_distance_cos(vector, ?) AS distance FROM ${shelf.table}
       WHERE ${shelf.within} AND seq > ? AND vector_model = ? AND vector_size = ? ORDER BY seq LIMIT ?`,
      vector,
      ...shelf.values,
      after,
      query.model,
      query.vector.length,
      slice,
    )
    nearest = [...nearest, ...rows]
      .filter(({ distance }) => distance !== null && distance < unrelated)
      .sort((one, other) => (one.distance ?? 0) - (other.distance ?? 0))
      .slice(0, limit)
    if (rows.length < slice) return nearest.map(({ seq }) => seq)
    after = rows.at(-1)?.seq ?? after
    await letOthersRun()
  }
}

/** At a right angle, two texts have nothing to do with each other. */
const unrelated = 0.999
