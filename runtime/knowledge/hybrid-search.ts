import { BulkheadError } from '@/domain/errors'
import { brokerLimits } from '@/domain/runtime/broker-api'
import type { Embed } from './embed'
import { matchingRows } from './matching-rows'
import { nearestRows } from './nearest-rows'
import { embedRows, type Shelf, unembedded } from './shelf'

/** How many of each kind are looked at before they are put in one order. */
const candidates = 100

/**
 * What is near in meaning and what shares words, in one order, best first. Without an embedding model it finds by words
 * alone.
 */
export async function hybridSearch(shelf: Shelf, query: string, limit: number, embed: Embed): Promise<number[]> {
  if (query.trim() === '' || isEmpty(shelf)) return []
  const near = await byMeaning(shelf, query, embed)
  return fuse([near, matchingRows(shelf, query, candidates)]).slice(0, limit)
}

async function byMeaning(shelf: Shelf, query: string, embed: Embed): Promise<number[]> {
  const asked = await unlessUnavailable(embed([query]))
  const vector = asked?.vectors[0]
  if (asked === null || vector === undefined) return []
  const current = { model: asked.model, size: vector.length }
  // What was written while there was no model, or another one, catches up a batch at a time.
  await unlessUnavailable(embedRows(shelf, unembedded(shelf, current, brokerLimits.embeddingTexts), embed))
  return nearestRows(shelf, { model: asked.model, vector }, candidates)
}

function isEmpty(shelf: Shelf): boolean {
  const sql = `SELECT 1 FROM ${shelf.table} WHERE ${shelf.within} LIMIT 1`
  return shelf.statements.rows(sql, ...shelf.values).length === 0
}

/** Null when there is no embedding model to be had. */
async function unlessUnavailable<Value>(work: Promise<Value>): Promise<Value | null> {
  try {
    return await work
  } catch (error) {
    if (error instanceof BulkheadError) return null
    throw error
  }
}

/**
 * Reciprocal rank fusion (Cormack, Clarke, Büttcher 2009): needs no scores that compare, only places. Of equals the newest
 * comes first.
 */
export function fuse(lists: readonly (readonly number[])[]): number[] {
  const scores = new Map<number, number>()
  for (const list of lists) {
    list.forEach((seq, place) => {
      scores.set(seq, (scores.get(seq) ?? 0) + 1 / (60 + place + 1))
    })
  }
  return [...scores].sort(([one, a], [other, b]) => b - a || other - one).map(([seq]) => seq)
}
