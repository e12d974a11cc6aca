import { z } from 'zod'

/** What a model is told about the form of an answer or of a tool's arguments is small; deeper JSON breaks recursion. */
const jsonLimits = { depth: 64, values: 20_000 } as const

/** JSON of any form, unchanged, that can be walked and written without harm. */
export const boundedJsonSchema = z
  .unknown()
  .refine(isBounded, `may hold ${jsonLimits.values} values in ${jsonLimits.depth} levels`)

export const boundedObjectSchema = z
  .record(z.string(), z.unknown(), 'must be an object')
  .refine(isBounded, `may hold ${jsonLimits.values} values in ${jsonLimits.depth} levels`)

/** Level by level instead of by recursion, because the depth is what is in question. */
export function isBounded(value: unknown): boolean {
  let level: unknown[] = [value]
  let values = 0
  for (let depth = 0; level.length > 0; depth += 1) {
    values += level.length
    if (depth > jsonLimits.depth || values > jsonLimits.values) return false
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []))
  }
  return true
}
