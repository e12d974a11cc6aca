import { jsonIn } from '../describe-event'
import { findValue } from '../extract/find-value'
import { fillArray } from './fill-array'
import { fillEnum, fillVariants } from './fill-choice'
import { allowedNumber } from './fill-number'
import { fillObject } from './fill-object'
import { madeUpText, readText } from './fill-text'
import { type Filling, mayRead, nothing, type Place } from './filling'
import { fitsIn } from './fits'
import { neededBeside } from './fits-object'
import { flatten } from './flatten'
import { isSchema, type Schema, textIn, typesOf } from './json-schema'

const limits = { minimalDepth: 12, depth: 90, sameReference: 3, otherTries: 12 } as const

/** A value that the schema allows; `nothing` where there is none, or where none is needed and the text states none. */
export function fillAny(schema: unknown, filling: Filling, place: Place): unknown {
  filling.values -= 1
  if (filling.values < -limits.depth * 40 || place.depth > limits.depth) return null
  const flat = flatten(schema, filling, place.refs)
  if (flat === null) return nothing
  const here = { ...place, refs: flat.refs, minimal: place.minimal || isEndless(flat.refs, filling, place) }
  const value = fillFlat(flat.schema, filling, here)
  if (value === nothing) return nothing
  const extra = conditions(flat.schema, value, filling)
  if (extra.length === 0) return otherThan(value, flat.schema, filling, here)
  return fillFlat(flatten({ allOf: [flat.schema, ...extra] }, filling, here.refs)?.schema ?? {}, filling, here)
}

function isEndless(refs: readonly string[], filling: Filling, place: Place): boolean {
  const last = refs.at(-1)
  const times = last === undefined ? 0 : refs.filter((ref) => ref === last).length
  return place.depth > limits.minimalDepth || filling.values < 0 || times >= limits.sameReference
}

function fillFlat(schema: Schema, filling: Filling, place: Place): unknown {
  if ('const' in schema) return schema.const
  if (Array.isArray(schema.enum)) return fillEnum(schema, filling, place)
  if (Array.isArray(schema.anyOf) || Array.isArray(schema.oneOf)) return fillVariants(schema, filling, place)
  const types = typesOf(schema)
  const known = types.filter((type) => type !== 'null')
  if (types.length === 0) return fillUntyped(schema, filling, place)
  if (types.includes('null') && place.minimal) return null
  for (const type of known) {
    const value = readTyped(type, schema, filling, {
      ...place,
      needed: place.needed && known.length === 1 && types.length === 1,
    })
    if (value !== nothing) return value
  }
  if (types.includes('null')) return null
  if (!place.needed) return nothing
  return madeUp(known[0] ?? 'null', schema, filling, place)
}

function readTyped(type: string, schema: Schema, filling: Filling, place: Place): unknown {
  if (type === 'object') return fillObject(schema, filling, place)
  if (type === 'array') return fillArray(schema, filling, place)
  const value = type === 'string' ? readText(schema, filling, place) : readPlain(type, schema, filling, place)
  if (value !== nothing) filling.found += 1
  return value
}

function readPlain(type: string, schema: Schema, filling: Filling, place: Place): unknown {
  if (!/^(?:number|integer|boolean)$/.test(type) || !mayRead(filling, place)) return nothing
  const wanted = type === 'boolean' ? 'boolean' : 'number'
  const value = findValue(filling.text, { name: place.name, description: textIn(schema, 'description'), type: wanted })
  return typeof value === 'number' ? allowedNumber(value, schema, type === 'integer') : (value ?? nothing)
}

function madeUp(type: string, schema: Schema, filling: Filling, place: Place): unknown {
  if ('default' in schema && place.nth === 0 && fitsIn(filling)(schema.default, schema)) return schema.default
  if (type === 'object') return fillObject(schema, filling, { ...place, needed: true })
  if (type === 'array') return fillArray(schema, filling, { ...place, needed: true })
  if (type !== 'null') filling.missing.push(place.path)
  if (type === 'string') return madeUpText(schema, filling, place)
  if (type === 'boolean') return place.nth % 2 === 1
  if (type === 'number' || type === 'integer') return allowedNumber(0, schema, type === 'integer', place.nth)
  return null
}

/** Where anything is allowed: JSON that the text holds, else what it states under that name. */
function fillUntyped(schema: Schema, filling: Filling, place: Place): unknown {
  if (mayRead(filling, place)) {
    const value =
      jsonIn(filling.data) ??
      findValue(filling.text, { name: place.name, description: textIn(schema, 'description'), type: 'text' })
    if (value !== null) {
      filling.found += 1
      return value
    }
  }
  if (!place.needed) return nothing
  if (place.nth > 0) return place.nth
  filling.missing.push(place.path)
  return null
}

/** What `if` and the presence of some properties ask for on top, now that there is a value. */
function conditions(schema: Schema, value: unknown, filling: Filling): unknown[] {
  const branch = 'if' in schema ? (fitsIn(filling)(value, schema.if) ? schema.then : schema.else) : undefined
  const beside = isSchema(value) ? neededBeside(Object.keys(value), schema).schemas : []
  return [...(branch === undefined ? [] : [branch]), ...beside]
}

/** `not`: another value than the one that may not be. */
function otherThan(value: unknown, schema: Schema, filling: Filling, place: Place): unknown {
  if (!('not' in schema)) return value
  const fits = fitsIn(filling)
  for (let nth = 0; nth <= limits.otherTries; nth += 1) {
    const candidate = nth === 0 ? value : fillFlat(schema, filling, { ...place, needed: true, nth })
    if (candidate !== nothing && !fits(candidate, schema.not)) return candidate
  }
  return value
}
