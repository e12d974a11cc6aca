import { fillAny } from './schema/fill-any'
import type { Filling, Place } from './schema/filling'
import { fits } from './schema/fits'

/** Of the whole schema, which comes from a sandbox: beyond it, only what must be there is filled, and nothing is read. */
const limits = { values: 600, readings: 80, merges: 50_000, checks: 100_000 } as const

/** Orders that make an empty answer better than a made-up one. */
const honesty =
  /\b(?:not state|not stated|not say|not mentioned|not given|not found|missing|absent|unknown)\b[^.\n]{0,60}\b(?:null|empty|out)\b|\b(?:do not|don't|never) (?:guess|invent|make up)\b/i

/** `data`: the text as it was sent, where that is another. */
export type Reading = { instructions: string; text: string; data?: string }

export type FilledSchema = {
  value: unknown
  /** Paths of what must be there and was not found in the text. */
  missing: readonly string[]
  /** How many values were found in the text. */
  found: number
}

/** A value that the schema allows, filled from the text. */
export function fillSchema(schema: unknown, reading: Reading): unknown {
  return fillWithGaps(schema, reading).value
}

export function fillWithGaps(schema: unknown, reading: Reading): FilledSchema {
  const full = fillOnce(schema, reading, false)
  if (isFitting(full.value, schema)) return full.result
  const least = fillOnce(schema, reading, true)
  return isFitting(least.value, schema) ? least.result : full.result
}

function isFitting(value: unknown, schema: unknown): boolean {
  return fits(value, schema, { root: schema, checks: limits.checks })
}

function fillOnce(schema: unknown, { instructions, text, data = text }: Reading, minimal: boolean) {
  const filling: Filling = {
    root: schema,
    instructions,
    text,
    data,
    honest: honesty.test(instructions),
    values: limits.values,
    readings: limits.readings,
    merges: limits.merges,
    checks: limits.checks,
    found: 0,
    missing: [],
    fill: (part, place) => fillAny(part, filling, place),
  }
  const place: Place = { name: '', path: '', depth: 0, refs: [], needed: true, minimal, nth: 0 }
  const value = filling.fill(schema, place) ?? null
  return { value, result: { value, missing: filling.missing, found: filling.found } }
}
