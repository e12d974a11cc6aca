type Range = readonly [number, number]

export type CharSet = { ranges: readonly Range[]; negated: boolean }

const digits: readonly Range[] = [[0x30, 0x39]]
const word: readonly Range[] = [...digits, [0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a]]
const space: readonly Range[] = [
  [0x20, 0x20],
  [0x09, 0x0d],
  [0xa0, 0xa0],
  [0x2028, 0x2029],
]
const breaks: readonly Range[] = [
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
]

const classes: Readonly<Record<string, CharSet>> = {
  d: { ranges: digits, negated: false },
  D: { ranges: digits, negated: true },
  w: { ranges: word, negated: false },
  W: { ranges: word, negated: true },
  s: { ranges: space, negated: false },
  S: { ranges: space, negated: true },
}

const upper: readonly Range[] = [
  [0x41, 0x5a],
  [0xc0, 0xde],
  [0x391, 0x3a9],
  [0x410, 0x42f],
]
const lower: readonly Range[] = [
  [0x61, 0x7a],
  [0xdf, 0xff],
  [0x3b1, 0x3c9],
  [0x430, 0x44f],
]
/** Unicode properties, roughly: the commonest scripts. */
const properties: Readonly<Record<string, readonly Range[]>> = {
  L: [...lower, ...upper, [0x100, 0x24f], [0x370, 0x1fff], [0x3040, 0x9fff], [0xac00, 0xd7a3]],
  Lu: upper,
  Ll: lower,
  N: digits,
  Nd: digits,
}

export const anyChar: CharSet = { ranges: breaks, negated: true }

export const classOf = (letter: string): CharSet | null => classes[letter] ?? null

export const propertyOf = (name: string, negated: boolean): CharSet | null =>
  Object.hasOwn(properties, name) ? { ranges: properties[name] ?? [], negated } : null

export const only = (char: string): CharSet => {
  const code = char.codePointAt(0) ?? 0
  return { ranges: [[code, code]], negated: false }
}

export function hasChar({ ranges, negated }: CharSet, char: string): boolean {
  const code = char.codePointAt(0) ?? 0
  return ranges.some(([from, to]) => code >= from && code <= to) !== negated
}

const lettersFirst = [...'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_ .,:/!#']

/** Some members, the plainest first; the first of each range where none of them is plain. */
export function samplesOf(set: CharSet): string[] {
  const plain = lettersFirst.filter((char) => hasChar(set, char))
  if (plain.length > 0 || set.negated) return plain
  return set.ranges.map(([from]) => String.fromCodePoint(from))
}

/** `[^…]` of a set of sets. A negated member inside is read by its complement. */
export function union(sets: readonly CharSet[], negated: boolean): CharSet {
  return { ranges: sets.flatMap((set) => (set.negated ? complement(set.ranges) : set.ranges)), negated }
}

function complement(ranges: readonly Range[]): Range[] {
  const sorted = ranges.toSorted((a, b) => a[0] - b[0])
  const gaps: Range[] = []
  let next = 0
  for (const [from, to] of sorted) {
    if (from > next) gaps.push([next, from - 1])
    next = Math.max(next, to + 1)
  }
  return next <= 0x10ffff ? [...gaps, [next, 0x10ffff]] : gaps
}
