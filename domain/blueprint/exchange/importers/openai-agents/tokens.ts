import { BulkheadError } from '../../../../errors'

/**
 * Just enough of TypeScript and Python to find agents and the order in which they run: words, texts, numbers and signs.
 * Comments are left out. Nothing is run.
 */
export type Token = {
  kind: 'word' | 'text' | 'number' | 'sign'
  value: string
  at: number
  line: number
  indent: number
}

export type Language = 'typescript' | 'python'

/** Far more than an export has: long texts are one token each. */
export const tokenLimits = { tokens: 20_000 } as const

const word = /[A-Za-z_$][\w$]*/y
const number = /\d[\w.]*/y
const sign = /===|!==|==|!=|=>|>=|<=|&&|\|\||\*\*|\.\.\.|[^\s]/y
const blank = /\s+/y

/** Throws `too-large`. */
export function tokensOf(source: string, language: Language): Token[] {
  const tokens: Token[] = []
  const lines = linesOf(source)
  let at = 0
  let line = 0
  while (at < source.length) {
    if (tokens.length > tokenLimits.tokens) throw new BulkheadError('too-large', tooLong)
    while ((lines[line + 1]?.start ?? Number.POSITIVE_INFINITY) <= at) line += 1
    const skipped = skipFrom(source, at, language)
    if (skipped > at) {
      at = skipped
      continue
    }
    const text = textFrom(source, at, language)
    const read = text ?? plainFrom(source, at)
    tokens.push({ kind: read.kind, value: read.value, at, line, indent: lines[line]?.indent ?? 0 })
    at = Math.max(read.end, at + 1)
  }
  return tokens
}

const tooLong = 'This code is longer than what the agents of one workflow need: export the workflow by itself.'

type Read = { kind: Token['kind']; value: string; end: number }

function match(pattern: RegExp, source: string, at: number): string | null {
  pattern.lastIndex = at
  return pattern.exec(source)?.[0] ?? null
}

function plainFrom(source: string, at: number): Read {
  const name = match(word, source, at)
  if (name !== null) return { kind: 'word', value: name, end: at + name.length }
  const digits = match(number, source, at)
  if (digits !== null) return { kind: 'number', value: digits, end: at + digits.length }
  const mark = match(sign, source, at) ?? source.charAt(at)
  return { kind: 'sign', value: mark, end: at + mark.length }
}

/** Past white space and comments. */
function skipFrom(source: string, at: number, language: Language): number {
  const space = match(blank, source, at)
  if (space !== null) return at + space.length
  const isLine = language === 'python' ? source[at] === '#' : source.startsWith('//', at)
  if (isLine) return endOr(source.indexOf('\n', at), source)
  if (language === 'typescript' && source.startsWith('/*', at))
    return endOr(source.indexOf('*/', at + 2) + 2, source, 2)
  return at
}

const endOr = (found: number, source: string, least = 0) => (found < least ? source.length : found)

/** A text, whatever its quotes. In template texts and f-strings, values stay as `${…}`. */
function textFrom(source: string, at: number, language: Language): Read | null {
  const prefix = language === 'python' ? (/^(?:[rbfuRBFU]{0,2})(?=["'])/.exec(source.slice(at, at + 3))?.[0] ?? '') : ''
  const start = at + prefix.length
  const quote =
    language === 'python' && /^(?:"""|''')/.test(source.slice(start, start + 3))
      ? source.slice(start, start + 3)
      : source[start]
  const quotes = language === 'python' ? ['"', "'", '"""', "'''"] : ['"', "'", '`']
  if (quote === undefined || !quotes.includes(quote)) return null
  const isFormatted = /f/i.test(prefix)
  let value = ''
  let place = start + quote.length
  while (place < source.length && !source.startsWith(quote, place)) {
    const char = source[place] ?? ''
    if (char === '\\') {
      value += escaped(source[place + 1] ?? '')
      place += 2
      continue
    }
    if (isFormatted && (source.startsWith('{{', place) || source.startsWith('}}', place))) {
      value += char
      place += 2
      continue
    }
    if (isFormatted && char === '{') value += '$'
    value += char
    place += 1
  }
  return { kind: 'text', value, end: place + quote.length }
}

function escaped(char: string): string {
  const known: Record<string, string> = { n: '\n', t: '\t', r: '\r', '\n': '' }
  return known[char] ?? char
}

function linesOf(source: string): { start: number; indent: number }[] {
  const lines: { start: number; indent: number }[] = []
  for (let start = 0; start <= source.length; ) {
    let indent = 0
    while (source[start + indent] === ' ' || source[start + indent] === '\t') indent += 1
    lines.push({ start, indent })
    const end = source.indexOf('\n', start)
    if (end < 0) break
    start = end + 1
  }
  return lines
}
