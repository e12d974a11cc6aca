import { findValue } from '../extract/find-value'
import { matches } from '../pattern/match-pattern'
import { parsePattern } from '../pattern/parse-pattern'
import { samplePattern } from '../pattern/sample-pattern'
import { type Filling, mayRead, nothing, type Place } from './filling'
import { fitsText, matcherOf } from './fits-plain'
import { numberIn, type Schema, textIn } from './json-schema'
import { exampleOf, isReadFormat, readFormat } from './text-formats'

const mostTokens = 240
/** Looking for a pattern takes as long as looking for this many other values. */
const patternCost = 6
/** A text that a schema wants longer than this is not made up. */
const mostChars = 4_000

/** A text that the schema allows, as the source text states it. */
export function readText(schema: Schema, filling: Filling, place: Place): string | undefined {
  if (!mayRead(filling, place)) return nothing
  if ('pattern' in schema) filling.readings -= patternCost
  return candidates(schema, filling.text, place).find((text) => fitsText(text, schema))
}

function candidates(schema: Schema, text: string, { name }: Place): string[] {
  const { format } = schema
  if (typeof format === 'string' && isReadFormat(format))
    return readFormat(text, format).map((found) => cut(found, schema))
  const stated = findValue(text, { name, description: textIn(schema, 'description'), type: 'text' })
  const named = typeof stated === 'string' ? [cut(stated, schema)] : []
  const pattern = textIn(schema, 'pattern')
  return pattern === '' ? named : [...named, ...tokensLike(pattern, text)]
}

/** "A-17" in "my order is A-17, please" for `^[A-Z]-\d+$`: one to three words that match. */
function tokensLike(pattern: string, text: string): string[] {
  const matcher = matcherOf(pattern)
  if (matcher === null) return []
  const words = text.split(/\s+/).filter((word) => word !== '')
  const runs = [1, 2, 3].flatMap((length) =>
    words.slice(0, mostTokens / 3).map((_word, at) => words.slice(at, at + length).join(' ')),
  )
  const plain = runs.map((run) => run.replace(/^["'“(]+|["'”).,;:!?]+$/g, ''))
  return plain.filter((run) => run !== '' && run.length <= 100 && matches(matcher, run))
}

/** A text that the schema allows and nobody stated. Empty where it may be, or where nothing may be made up. */
export function madeUpText(schema: Schema, filling: Filling, { nth }: Place): string {
  if (filling.honest) return ''
  const least = Math.min(mostChars, Math.max(0, numberIn(schema, 'minLength') ?? 0))
  const node = typeof schema.pattern === 'string' ? parsePattern(schema.pattern) : null
  filling.values -= (node === null ? 0 : patternCost) + Math.floor(least / 200)
  const tries = [
    ...(node === null ? [] : [samplePattern(node, nth, least), samplePattern(node, nth, 0)]),
    ...(typeof schema.format === 'string' ? [exampleOf(schema.format, nth)] : []),
    plainText(least, numberIn(schema, 'maxLength'), nth),
  ]
  const texts = tries.filter((text) => text !== null)
  return texts.find((text) => fitsText(text, schema)) ?? texts[0] ?? ''
}

function plainText(least: number, most: number | undefined, nth: number): string {
  if (nth === 0 && least === 0) return ''
  const word = nth === 0 ? 'unknown' : `unknown ${nth}`
  const text = most !== undefined && word.length > most ? String(nth).slice(0, Math.max(0, most)) : word
  return text.padEnd(least, '.')
}

function cut(text: string, schema: Schema): string {
  const most = numberIn(schema, 'maxLength')
  const least = numberIn(schema, 'minLength') ?? 0
  const short = most === undefined ? text : [...text].slice(0, Math.max(0, most)).join('')
  return least <= mostChars ? short.padEnd(least, '.') : short
}
