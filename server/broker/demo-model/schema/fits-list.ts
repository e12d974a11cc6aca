import type { Fits } from './fits'
import { listIn, numberIn, type Schema, sortedJson } from './json-schema'

export function fitsList(value: readonly unknown[], schema: Schema, fits: Fits): boolean {
  if (value.length < (numberIn(schema, 'minItems') ?? 0)) return false
  if (value.length > (numberIn(schema, 'maxItems') ?? Number.POSITIVE_INFINITY)) return false
  if (schema.uniqueItems === true && new Set(value.map(sortedJson)).size < value.length) return false
  const { first, rest } = itemsOf(schema)
  if (!value.every((item, index) => fits(item, index < first.length ? first[index] : rest))) return false
  return fitsContains(value, schema, fits)
}

/** Since 2020-12 the first items are `prefixItems`; before, a list in `items`, and the rest `additionalItems`. */
export function itemsOf(schema: Schema): { first: readonly unknown[]; rest: unknown } {
  const first = listIn(schema, 'prefixItems')
  const tuple = listIn(schema, 'items')
  if (first !== undefined) return { first, rest: tuple === undefined ? (schema.items ?? true) : true }
  if (tuple !== undefined) return { first: tuple, rest: schema.additionalItems ?? true }
  return { first: [], rest: schema.items ?? true }
}

function fitsContains(value: readonly unknown[], schema: Schema, fits: Fits): boolean {
  if (!('contains' in schema)) return true
  const count = value.filter((item) => fits(item, schema.contains)).length
  const least = numberIn(schema, 'minContains') ?? 1
  return count >= least && count <= (numberIn(schema, 'maxContains') ?? Number.POSITIVE_INFINITY)
}
