const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const monthWord = String.raw`(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?`

type FoundDate = { value: string; start: number; end: number }

const forms: readonly [RegExp, (match: RegExpExecArray) => (number | undefined)[]][] = [
  [/\b(\d{4})-(\d{1,2})-(\d{1,2})\b/g, (match) => numbers(match, 1, 2, 3)],
  [
    new RegExp(String.raw`\b(\d{1,2})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?${monthWord},?\s+(\d{4})\b`, 'gi'),
    (match) => [Number(match[3]), monthNumber(match[2]), Number(match[1])],
  ],
  [
    new RegExp(String.raw`\b${monthWord}\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b`, 'gi'),
    (match) => [Number(match[3]), monthNumber(match[1]), Number(match[2])],
  ],
  [/\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b/g, (match) => numbers(match, 3, 2, 1)],
  // With slashes the month comes first, unless that cannot be.
  [
    /\b(\d{1,2})\/(\d{1,2})\/(\d{4})\b/g,
    (match) => (Number(match[1]) > 12 ? numbers(match, 3, 2, 1) : numbers(match, 3, 1, 2)),
  ],
]

/** Full dates as ISO 8601, in order. A date without a year is no date: the demo model does not know today. */
export function findDates(text: string): FoundDate[] {
  const found = forms.flatMap(([pattern, read]) =>
    [...text.matchAll(pattern)].flatMap((match): FoundDate[] => {
      const value = isoDate(...read(match))
      return value === null ? [] : [{ value, start: match.index, end: match.index + match[0].length }]
    }),
  )
  return found.sort((a, b) => a.start - b.start)
}

function isoDate(year?: number, month?: number, day?: number): string | null {
  if (year === undefined || month === undefined || day === undefined) return null
  const date = new Date(Date.UTC(year, month - 1, day))
  const isReal = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return isReal ? date.toISOString().slice(0, 10) : null
}

function numbers(match: RegExpExecArray, ...groups: number[]): number[] {
  return groups.map((group) => Number(match[group]))
}

function monthNumber(word: string | undefined): number | undefined {
  const index = months.indexOf((word ?? '').slice(0, 3).toLowerCase())
  return index < 0 ? undefined : index + 1
}
