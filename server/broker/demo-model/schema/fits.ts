import type { Filling } from './filling'
import { fitsList } from './fits-list'
import { fitsObject } from './fits-object'
import { fitsNumber, fitsText } from './fits-plain'
import { resolve } from './flatten'
import { isSame, isSchema, listIn, type Schema } from './json-schema'

/** `checks` counts down: schemas come from sandboxes. */
type FitsWork = { root: unknown; checks: number }
export type Fits = (value: unknown, schema: unknown) => boolean

const mostDepth = 80

/**
 * Whether a value is what the schema asks for. Patterns are matched in linear time; what cannot be read and what is too
 * much to check counts as fitting, for this only chooses between answers.
 */
export function fits(value: unknown, schema: unknown, work: FitsWork, depth = 0): boolean {
  work.checks -= costOf(value, schema)
  if (work.checks < 0 || depth > mostDepth || schema === true) return true
  if (!isSchema(schema)) return false
  const here: Fits = (inner, part) => fits(inner, part, work, depth + 1)
  return fitsReference(value, schema, work, depth) && fitsValue(value, schema) && fitsParts(value, schema, here)
}

export const fitsIn = (filling: Filling): Fits => {
  return (value, schema) => fits(value, schema, filling)
}

function fitsReference(value: unknown, schema: Schema, work: FitsWork, depth: number): boolean {
  if (typeof schema.$ref !== 'string') return true
  return fits(value, resolve(work.root, schema.$ref), work, depth + 1)
}

/** In checks of one keyword: long lists of options and patterns take more. */
function costOf(value: unknown, schema: unknown): number {
  if (!isSchema(schema)) return 1
  const options = listIn(schema, 'enum')?.length ?? 0
  const patterns = typeof value === 'string' && typeof schema.pattern === 'string' ? 1 : 0
  const perKey =
    isSchema(value) && isSchema(schema.patternProperties) ? Object.keys(schema.patternProperties).length : 0
  const keys = perKey === 0 || !isSchema(value) ? 0 : Object.keys(value).length
  return 1 + options + 100 * (patterns + perKey * keys)
}

function fitsValue(value: unknown, schema: Schema): boolean {
  if ('const' in schema && !isSame(value, schema.const)) return false
  if (Array.isArray(schema.enum) && !schema.enum.some((option) => isSame(option, value))) return false
  const types = schema.type === undefined ? [] : [schema.type].flat()
  return types.length === 0 ? schema.type === undefined : types.some((type) => isOfType(value, type))
}

function isOfType(value: unknown, type: unknown): boolean {
  switch (type) {
    case 'null':
      return value === null
    case 'integer':
      return Number.isInteger(value)
    case 'array':
      return Array.isArray(value)
    case 'object':
      return isSchema(value)
    default:
      return typeof value === type
  }
}

function fitsParts(value: unknown, schema: Schema, here: Fits): boolean {
  if (listIn(schema, 'allOf')?.every((part) => here(value, part)) === false) return false
  if (listIn(schema, 'anyOf')?.some((part) => here(value, part)) === false) return false
  const one = listIn(schema, 'oneOf')
  if (one !== undefined && one.filter((part) => here(value, part)).length !== 1) return false
  if ('not' in schema && here(value, schema.not)) return false
  if ('if' in schema && !here(value, (here(value, schema.if) ? schema.then : schema.else) ?? true)) return false
  if (typeof value === 'number') return fitsNumber(value, schema)
  if (typeof value === 'string') return fitsText(value, schema)
  if (Array.isArray(value)) return fitsList(value, schema, here)
  return isSchema(value) ? fitsObject(value, schema, here) : true
}
