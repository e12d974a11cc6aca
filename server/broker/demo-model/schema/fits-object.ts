import type { Fits } from './fits'
import { fitsPattern } from './fits-plain'
import { isSchema, namesIn, numberIn, type Schema, schemasIn } from './json-schema'

export function fitsObject(value: Schema, schema: Schema, fits: Fits): boolean {
  const keys = Object.keys(value)
  if (keys.length < (numberIn(schema, 'minProperties') ?? 0)) return false
  if (keys.length > (numberIn(schema, 'maxProperties') ?? Number.POSITIVE_INFINITY)) return false
  if (!namesIn(schema, 'required').every((name) => Object.hasOwn(value, name))) return false
  if ('propertyNames' in schema && !keys.every((key) => fits(key, schema.propertyNames))) return false
  if (!keys.every((key) => schemasFor(key, schema).every((part) => fits(value[key], part)))) return false
  return fitsDependents(value, schema, fits)
}

/** What a property has to fit: its own schema and those of the patterns, else that of all others. */
export function schemasFor(key: string, schema: Schema): unknown[] {
  const { properties } = schema
  const own = isSchema(properties) && Object.hasOwn(properties, key) ? [properties[key]] : []
  const patterned = schemasIn(schema, 'patternProperties').filter(([pattern]) => fitsPattern(key, pattern))
  const named = [...own, ...patterned.map(([, part]) => part)]
  return named.length > 0 ? named : [schema.additionalProperties ?? true]
}

function fitsDependents(value: Schema, schema: Schema, fits: Fits): boolean {
  const needs = neededBeside(Object.keys(value), schema)
  if (!needs.names.every((name) => Object.hasOwn(value, name))) return false
  return needs.schemas.every((part) => fits(value, part))
}

/** What the presence of some properties asks for. Drafts 4 and 7 say both in `dependencies`. */
export function neededBeside(keys: readonly string[], schema: Schema): { names: string[]; schemas: unknown[] } {
  const rules = ['dependentRequired', 'dependentSchemas', 'dependencies'].flatMap((word) => schemasIn(schema, word))
  const active = rules.filter(([key]) => keys.includes(key)).map(([, rule]) => rule)
  return {
    names: active.flatMap((rule) => (Array.isArray(rule) ? rule.filter((name) => typeof name === 'string') : [])),
    schemas: active.filter((rule) => !Array.isArray(rule)),
  }
}
