import { anyChar, type CharSet, classOf, only, propertyOf, union } from './char-set'

export type PatternNode =
  | { kind: 'char'; set: CharSet }
  | { kind: 'sequence'; items: readonly PatternNode[] }
  | { kind: 'choice'; options: readonly PatternNode[] }
  | { kind: 'repeat'; item: PatternNode; least: number; most: number }
  | { kind: 'start' | 'end' | 'boundary' | 'inside' }

const patternLimits = { chars: 300, repeats: 200, depth: 20 } as const

/** What a pattern may use and this reads: what is beyond it (look-around, back references) makes the whole null. */
class Unsupported extends Error {}

type Reader = { source: string; at: number; depth: number }

/**
 * Patterns come from sandboxes and run in the process that serves every tenant. So they are never given to `RegExp`, which
 * may take exponential time: they are read here, and matched in time that is linear in the text.
 */
export function parsePattern(source: string): PatternNode | null {
  if (source.length > patternLimits.chars) return null
  const reader = { source, at: 0, depth: 0 }
  try {
    const node = readChoice(reader)
    return reader.at === source.length ? node : null
  } catch (error) {
    if (error instanceof Unsupported) return null
    throw error
  }
}

function readChoice(reader: Reader): PatternNode {
  reader.depth += 1
  if (reader.depth > patternLimits.depth) throw new Unsupported()
  const options = [readSequence(reader)]
  while (take(reader, '|')) options.push(readSequence(reader))
  reader.depth -= 1
  return options.length === 1 && options[0] !== undefined ? options[0] : { kind: 'choice', options }
}

function readSequence(reader: Reader): PatternNode {
  const items: PatternNode[] = []
  while (reader.at < reader.source.length && !/[|)]/.test(reader.source[reader.at] ?? '')) {
    items.push(readRepeat(reader, readAtom(reader)))
  }
  return { kind: 'sequence', items }
}

function readRepeat(reader: Reader, item: PatternNode): PatternNode {
  const found = /^(?:([*+?])|\{(\d{1,4})(,?)(\d{0,4})\})\??/.exec(reader.source.slice(reader.at))
  if (found === null) return item
  reader.at += found[0].length
  const [, sign, from, comma, to] = found
  const least = sign === undefined ? Number(from) : sign === '+' ? 1 : 0
  const open = sign === '*' || sign === '+' || (comma === ',' && to === '')
  const most = open ? Number.POSITIVE_INFINITY : sign === '?' ? 1 : Number(to === '' ? from : to)
  if (least > patternLimits.repeats || (most !== Number.POSITIVE_INFINITY && most > 4 * patternLimits.repeats)) {
    throw new Unsupported()
  }
  return { kind: 'repeat', item, least, most }
}

function readAtom(reader: Reader): PatternNode {
  const char = next(reader)
  if (char === '^') return { kind: 'start' }
  if (char === '$') return { kind: 'end' }
  if (char === '.') return { kind: 'char', set: anyChar }
  if (char === '[') return { kind: 'char', set: readClass(reader) }
  if (char === '(') return readGroup(reader)
  if (char === '\\') return readEscape(reader)
  if (/[*+?{]/.test(char)) throw new Unsupported()
  return { kind: 'char', set: only(char) }
}

function readGroup(reader: Reader): PatternNode {
  if (take(reader, '?')) {
    const opening = /^(?::|<[A-Za-z]\w*>)/.exec(reader.source.slice(reader.at))
    if (opening === null) throw new Unsupported()
    reader.at += opening[0].length
  }
  const node = readChoice(reader)
  if (!take(reader, ')')) throw new Unsupported()
  return node
}

function readEscape(reader: Reader): PatternNode {
  if (take(reader, 'b')) return { kind: 'boundary' }
  if (take(reader, 'B')) return { kind: 'inside' }
  return { kind: 'char', set: escaped(reader) }
}

const controls: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f', v: '\v', '0': '\0' }

function escaped(reader: Reader): CharSet {
  const hex = /^(?:u\{([0-9a-f]{1,6})\}|u([0-9a-f]{4})|x([0-9a-f]{2}))/i.exec(reader.source.slice(reader.at))
  if (hex !== null) {
    reader.at += hex[0].length
    const code = Number.parseInt(hex.slice(1).find((group) => group !== undefined) ?? '0', 16)
    if (code > 0x10ffff) throw new Unsupported()
    return only(String.fromCodePoint(code))
  }
  const property = /^(p|P)\{(\w+)\}/.exec(reader.source.slice(reader.at))
  if (property !== null) {
    reader.at += property[0].length
    return propertyOf(property[2] ?? '', property[1] === 'P') ?? unsupported()
  }
  const char = next(reader)
  const set = classOf(char)
  if (set !== null) return set
  if (/[1-9ckpPu]/.test(char)) throw new Unsupported()
  return only(controls[char] ?? char)
}

function readClass(reader: Reader): CharSet {
  const negated = take(reader, '^')
  const sets: CharSet[] = []
  while (!take(reader, ']')) {
    const from = readMember(reader)
    const isRange = reader.source[reader.at] === '-' && !/^-(?:\]|$)/.test(reader.source.slice(reader.at))
    if (!isRange) {
      sets.push(from)
      continue
    }
    reader.at += 1
    const [low, high] = [from.ranges[0]?.[0], readMember(reader).ranges[0]?.[1]]
    if (low === undefined || high === undefined || low > high) throw new Unsupported()
    sets.push({ ranges: [[low, high]], negated: false })
  }
  return union(sets, negated)
}

function readMember(reader: Reader): CharSet {
  const char = next(reader)
  if (char !== '\\') return only(char)
  return take(reader, 'b') ? only('\b') : escaped(reader)
}

function next(reader: Reader): string {
  const code = reader.source.codePointAt(reader.at)
  if (code === undefined) throw new Unsupported()
  const char = String.fromCodePoint(code)
  reader.at += char.length
  return char
}

function take(reader: Reader, char: string): boolean {
  const isHere = reader.source[reader.at] === char
  if (isHere) reader.at += 1
  return isHere
}

function unsupported(): never {
  throw new Unsupported()
}
