import { sentencesOf } from '../words'
import { type Filling, mayRead, nothing, type Place, within } from './filling'
import { fitsIn } from './fits'
import { itemsOf } from './fits-list'
import { flatten } from './flatten'
import { numberIn, type Schema, sortedJson, typesOf } from './json-schema'
import { readCounted } from './read-counted'
import { readList } from './read-list'

/** A longer list is not made up. */
const mostItems = 50

export function fillArray(schema: Schema, filling: Filling, place: Place): unknown[] | undefined {
  const contained = 'contains' in schema ? (numberIn(schema, 'minContains') ?? 1) : 0
  const least = Math.min(mostItems, Math.max(0, numberIn(schema, 'minItems') ?? 0, contained))
  const most = Math.max(least, Math.min(mostItems, numberIn(schema, 'maxItems') ?? mostItems))
  const { first, rest } = itemsOf(schema)
  const isNeeded = place.needed || least > 0
  const items = place.minimal ? [] : stated(first, rest, filling, place).slice(0, most)
  if (items.length === 0 && !place.needed) return nothing
  const list = schema.uniqueItems === true ? distinct(items) : items
  while (isNeeded && list.length < least) {
    const part = list.length < first.length ? first[list.length] : rest
    const item = another(list, part, schema.uniqueItems === true, filling, place)
    if (item === nothing) break
    list.push(item)
  }
  return withContained(list, schema, contained, filling, place)
}

/** What the text states: a tuple item by item, a list entry by entry. */
function stated(first: readonly unknown[], rest: unknown, filling: Filling, place: Place): unknown[] {
  if (first.length > 0) {
    const before = filling.found
    const tuple = first.map((part, index) => filling.fill(part, within(place, String(index), { needed: true })))
    return filling.found === before && !place.needed ? [] : tuple.filter((item) => item !== nothing)
  }
  const flat = rest === true ? null : flatten(rest, filling, place.refs)
  if (flat === null || !mayRead(filling, place)) return []
  if (typesOf(flat.schema).includes('object')) return objects(rest, flat.schema, filling, place)
  const list = readList(flat.schema, filling.text, place.name)
  if (list !== null) {
    filling.found += list.length
    return list
  }
  const single = filling.fill(rest, within(place, place.name, { needed: false }))
  return single === nothing || single === null ? [] : [single]
}

/** One object for each entry of a list in the text, else one for the whole text. */
function objects(schema: unknown, flat: Schema, filling: Filling, place: Place): unknown[] {
  const { text } = filling
  const counted = readCounted(flat, text)?.filter((item) => fitsIn(filling)(item, schema)) ?? []
  if (counted.length > 0) {
    filling.found += counted.length
    return counted
  }
  const entries = text.match(/^\s*(?:[-*•]|\d+[.)])\s+\S.*$/gm) ?? []
  const parts = entries.length > 1 ? entries : sentencesOf(text).length > 0 ? [text] : []
  const found = parts.slice(0, mostItems).map((part) => {
    filling.text = part.replace(/^\s*(?:[-*•]|\d+[.)])\s+/, '')
    return filling.fill(schema, within(place, place.name, { needed: false }))
  })
  filling.text = text
  return found.filter((item) => item !== nothing && item !== null)
}

function another(
  list: readonly unknown[],
  schema: unknown,
  isUnique: boolean,
  filling: Filling,
  place: Place,
): unknown {
  const known = new Set(list.map(sortedJson))
  for (let nth = isUnique ? list.length : 0; nth < list.length + 60; nth += 1) {
    const item = filling.fill(schema, within(place, place.name, { needed: true, nth }))
    if (!isUnique || item === nothing || !known.has(sortedJson(item))) return item
  }
  return nothing
}

function distinct(items: readonly unknown[]): unknown[] {
  return [...new Map(items.map((item) => [sortedJson(item), item])).values()]
}

/** `contains`: as many items as must fit it, put in the place of the last ones when there is no more room. */
function withContained(list: unknown[], schema: Schema, least: number, filling: Filling, place: Place): unknown[] {
  if (least <= 0) return list
  const fits = fitsIn(filling)
  const { first, rest } = itemsOf(schema)
  const isThere = (item: unknown) => fits(item, schema.contains)
  const kept = list.filter(isThere)
  const others = list.filter((item) => !isThere(item))
  if (kept.length >= least || first.length > 0) return list
  while (kept.length < Math.min(least, mostItems)) {
    const item = another(
      [...kept, ...others],
      { allOf: [rest, schema.contains] },
      schema.uniqueItems === true,
      filling,
      place,
    )
    if (item === nothing) return list
    kept.push(item)
  }
  const size = Math.max(list.length, kept.length)
  return [...kept, ...others].slice(0, size)
}
