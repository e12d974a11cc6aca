import { chooseByWords, fallbackOf } from '../choose-branch'
import { stemsOf, wordsOf } from '../words'
import { type Filling, mayRead, nothing, type Place } from './filling'
import { fitsIn } from './fits'
import { flatten } from './flatten'
import { isSchema, listIn, type Schema, textIn } from './json-schema'

const choiceLimits = { options: 50, allowed: 1_000, variants: 12, weighed: 200 } as const

/** One of the options: the one that the text speaks of, else null where that is one, else the one for the rest. */
export function fillEnum(schema: Schema, filling: Filling, place: Place): unknown {
  const fits = fitsIn(filling)
  const { enum: _options, ...others } = schema
  const allowed = (listIn(schema, 'enum') ?? []).slice(0, choiceLimits.allowed).filter((option) => fits(option, others))
  const spoken = allowed
    .filter((option) => option !== null && typeof option !== 'object')
    .slice(0, choiceLimits.options)
  const names = spoken.map(String)
  const about = textIn(schema, 'description')
  const instructions = about === '' ? filling.instructions : `${filling.instructions}\n${place.name}: ${about}`
  const chosen = mayRead(filling, place)
    ? (labelledOption(names, place.name, filling.text) ?? chooseByWords(names, instructions, filling.text))
    : null
  if (chosen !== null) {
    filling.found += 1
    return spoken[names.indexOf(chosen)]
  }
  if (allowed.includes(null)) return null
  if (!place.needed) return nothing
  filling.missing.push(place.path)
  if (place.nth > 0 || names.length === 0) return allowed[place.nth % Math.max(1, allowed.length)] ?? null
  return spoken[names.indexOf(fallbackOf(names, instructions))] ?? null
}

/** "region: us", "the region is us": short options and common words count where the field is named. */
function labelledOption(options: readonly string[], name: string, text: string): string | null {
  const words = (said: string) => wordsOf(said.slice(0, 8_000).replaceAll('_', ' '))
  const [label, said] = [words(name), words(text).filter((word) => word !== 'is')]
  if (label.length === 0) return null
  const after = said.findIndex((_word, at) => label.every((part, index) => said[at + index] === part)) + label.length
  if (after < label.length) return null
  return (
    options.find((option) => {
      const parts = words(option)
      return parts.length > 0 && parts.every((part, index) => said[after + index] === part)
    }) ?? null
  )
}

type Attempt = { variant: unknown; value: unknown; score: number; missing: string[] }

/** `anyOf` and `oneOf`: the variant for which the text states most. */
export function fillVariants(schema: Schema, filling: Filling, place: Place): unknown {
  const word = Array.isArray(schema.anyOf) ? 'anyOf' : 'oneOf'
  const { [word]: _list, ...base } = schema
  const variants = (listIn(schema, word) ?? []).slice(0, choiceLimits.variants)
  const isNull = (variant: unknown) => isSchema(variant) && (variant.type === 'null' || variant.const === null)
  const hasNull = variants.some(isNull)
  if (hasNull && place.minimal) return null
  const main = variants.filter((variant) => !isNull(variant))
  const deeper = { ...place, depth: place.depth + 1 }
  const inOrder = place.minimal ? plainestFirst(main) : main
  const needed = place.needed && !hasNull
  const attempts = inOrder.map((variant): Attempt => {
    if (place.minimal) return { variant, value: nothing, score: 0, missing: [] }
    return attempt(base, variant, filling, { ...deeper, needed: false })
  })
  const ranked = attempts.toSorted((a, b) => b.score - a.score)
  const rest = word === 'oneOf' ? variants : []
  const value = firstFitting(ranked, needed, base, rest, filling, deeper)
  return value === nothing && hasNull ? null : value
}

function attempt(base: Schema, variant: unknown, filling: Filling, place: Place): Attempt {
  const known = filling.missing.length
  const before = filling.found
  const value = filling.fill({ allOf: [base, variant] }, place)
  const found = filling.found - before
  filling.found = before
  const missing = filling.missing.splice(known)
  return { variant, value, missing, score: found + 3 * labelScore(variant, filling) }
}

/** In the order of rank, the first value that the whole allows; where there is none, the first value. */
function firstFitting(
  ranked: readonly Attempt[],
  needed: boolean,
  base: Schema,
  exclusive: readonly unknown[],
  filling: Filling,
  place: Place,
): unknown {
  const fits = fitsIn(filling)
  let first: unknown = nothing
  for (const { variant, value: tried, missing, score } of ranked) {
    const known = filling.missing.length
    const value = tried === nothing && needed ? filling.fill({ allOf: [base, variant] }, place) : tried
    if (value === nothing) continue
    first ??= value
    const isAllowed =
      fits(value, { allOf: [base, variant] }) &&
      (exclusive.length === 0 || exclusive.filter((other) => fits(value, other)).length === 1)
    if (isAllowed || ranked.length === 1) {
      filling.found += score > 0 ? 1 : 0
      if (tried !== nothing) filling.missing.push(...missing)
      return value
    }
    filling.missing.length = known
  }
  return first
}

/** How often the text speaks of what a variant is called: its title and its constants. */
function labelScore(variant: unknown, filling: Filling): number {
  const flat = flatten(variant, filling)?.schema
  if (flat === undefined) return 0
  const constants = Object.values(isSchema(flat.properties) ? flat.properties : {}).flatMap((property) =>
    isSchema(property) && typeof property.const === 'string' ? [property.const] : [],
  )
  const said = stemsOf(filling.text)
  const label = stemsOf([textIn(flat, 'title'), ...constants].join(' ').replaceAll('_', ' ').slice(0, 500))
  return [...label].filter((stem) => said.has(stem)).length
}

/** At the end of a schema that holds itself, a variant without further references ends it. */
function plainestFirst(variants: readonly unknown[]): unknown[] {
  return variants.toSorted((a, b) => weigh(a) - weigh(b))
}

function weigh(variant: unknown): number {
  const open: unknown[] = [variant]
  let references = 0
  for (let count = 0; count < open.length && count < choiceLimits.weighed; count += 1) {
    const node = open[count]
    if (typeof node !== 'object' || node === null) continue
    if (Object.hasOwn(node, '$ref')) references += 1
    open.push(...Object.values(node).slice(0, choiceLimits.weighed))
  }
  return references * choiceLimits.weighed + open.length
}
