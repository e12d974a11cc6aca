import { type Filling, nothing, type Place, within } from './filling'
import { neededBeside, schemasFor } from './fits-object'
import { namesIn, numberIn, type Schema, schemasIn } from './json-schema'

const mostMadeUp = 50

export function fillObject(schema: Schema, filling: Filling, place: Place): Record<string, unknown> | undefined {
  const before = filling.found
  const known = filling.missing.length
  const required = new Set(namesIn(schema, 'required'))
  const filled = new Map<string, unknown>()
  const add = (key: string, part: unknown, needed: boolean) => {
    const value = filling.fill(part, within(place, key, { needed }))
    if (value !== nothing) filled.set(key, value)
  }
  for (const [key, part] of schemasIn(schema, 'properties')) {
    const needed = required.has(key)
    if (needed || (!place.minimal && filling.values > 0)) add(key, part, needed)
  }
  addNeeded(schema, required, filled, add)
  if (!place.needed && filling.found === before) {
    filling.missing.length = known
    return nothing
  }
  addUpTo(schema, filled, add, filling, place)
  dropBeyond(schema, required, filled)
  return Object.fromEntries(filled)
}

type Add = (key: string, part: unknown, needed: boolean) => void

/** What is required without being described, or because another property is there. */
function addNeeded(schema: Schema, required: Set<string>, filled: ReadonlyMap<string, unknown>, add: Add): void {
  for (let round = 0; round < 5; round += 1) {
    for (const name of neededBeside([...filled.keys()], schema).names) required.add(name)
    const missing = [...required].filter((name) => !filled.has(name)).slice(0, mostMadeUp)
    if (missing.length === 0) return
    for (const name of missing) add(name, partFor(name, schema), true)
  }
}

function addUpTo(schema: Schema, filled: ReadonlyMap<string, unknown>, add: Add, filling: Filling, place: Place): void {
  const least = Math.min(mostMadeUp, numberIn(schema, 'minProperties') ?? 0)
  for (const [key, part] of schemasIn(schema, 'properties')) {
    if (filled.size >= least) return
    if (!filled.has(key)) add(key, part, true)
  }
  for (let nth = 1; nth <= 2 * mostMadeUp && filled.size < least; nth += 1) {
    const names = schema.propertyNames
    const made =
      names === undefined
        ? `field_${nth}`
        : filling.fill({ allOf: [names, { type: 'string' }] }, { ...place, depth: place.depth + 1, needed: true, nth })
    if (typeof made === 'string' && !filled.has(made)) add(made, partFor(made, schema), true)
  }
}

function partFor(key: string, schema: Schema): unknown {
  const parts = schemasFor(key, schema)
  return parts.length === 1 ? parts[0] : { allOf: parts }
}

function dropBeyond(schema: Schema, required: ReadonlySet<string>, filled: Map<string, unknown>): void {
  const most = numberIn(schema, 'maxProperties') ?? Number.POSITIVE_INFINITY
  for (const key of [...filled.keys()].reverse()) {
    if (filled.size <= most) return
    if (!required.has(key)) filled.delete(key)
  }
}
