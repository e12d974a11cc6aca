import { compileMatcher, type Matcher, matches } from '../pattern/match-pattern'
import { parsePattern } from '../pattern/parse-pattern'
import { numberIn, type Schema, textIn } from './json-schema'
import { isOfFormat } from './text-formats'

const mostChars = 300

export function fitsNumber(value: number, schema: Schema): boolean {
  const low = numberIn(schema, 'minimum') ?? Number.NEGATIVE_INFINITY
  const high = numberIn(schema, 'maximum') ?? Number.POSITIVE_INFINITY
  if (value < low || value > high) return false
  if (schema.exclusiveMinimum === true && value === low) return false
  if (schema.exclusiveMaximum === true && value === high) return false
  if (value <= (numberIn(schema, 'exclusiveMinimum') ?? Number.NEGATIVE_INFINITY)) return false
  if (value >= (numberIn(schema, 'exclusiveMaximum') ?? Number.POSITIVE_INFINITY)) return false
  const step = numberIn(schema, 'multipleOf')
  return step === undefined || step <= 0 || isMultiple(value, step)
}

/** As far as binary fractions can tell. */
function isMultiple(value: number, step: number): boolean {
  const ratio = value / step
  return Math.abs(ratio - Math.round(ratio)) < 1e-9 * Math.max(1, Math.abs(ratio))
}

export function fitsText(value: string, schema: Schema): boolean {
  const length = [...value].length
  if (length < (numberIn(schema, 'minLength') ?? 0)) return false
  if (length > (numberIn(schema, 'maxLength') ?? Number.POSITIVE_INFINITY)) return false
  if (typeof schema.format === 'string' && !isOfFormat(value, schema.format)) return false
  return fitsPattern(value, textIn(schema, 'pattern'))
}

/** Patterns that cannot be read and texts that are too long for them are not in the way. */
export function fitsPattern(value: string, pattern: string): boolean {
  const matcher = pattern === '' || value.length > mostChars ? null : matcherOf(pattern)
  return matcher === null || matches(matcher, value)
}

export function matcherOf(pattern: string): Matcher | null {
  const node = parsePattern(pattern)
  return node === null ? null : compileMatcher(node)
}
