import { stem, stemsOf, wordsOf } from '../words'
import { findDates } from './find-dates'

type FoundNumber = { value: number; isMoney: boolean; before: string[]; after: string[]; start: number }

const pattern =
  /([$€£¥]|\b(?:usd|eur|gbp|chf)\s?)?(?<![\w@.-])(-?\d{1,3}(?:[,'’ ]\d{3})+(?:\.\d+)?|-?\d+(?:[.,]\d+)?)\s?(k|m|thousand|million|mio)?\b\s?(%|[$€£¥]|(?:usd|eur|gbp|chf|dollars?|euros?|pounds?)\b)?/gi

const factors: Record<string, number> = { k: 1e3, thousand: 1e3, m: 1e6, million: 1e6, mio: 1e6 }

const moneyStems = new Set(
  [
    'budget',
    'price',
    'amount',
    'cost',
    'revenue',
    'spend',
    'total',
    'sum',
    'fee',
    'salary',
    'dollar',
    'euro',
    'value',
  ].map(stem),
)

const fieldSynonyms: Readonly<Record<string, string>> = {
  people: 'employee staff person people team user member headcount size seat colleague guest',
  quantity: 'quantity count number piece unit item copy amount',
  age: 'age year old',
  time: 'day hour minute week month duration',
}

/** The number that fits a field's name and description best; null when none does. */
export function findNumber(text: string, fieldWords: string): number | null {
  const wanted = wantedStems(fieldWords)
  const wantsMoney = [...wanted].some((word) => moneyStems.has(word))
  const scored = numbersIn(text).map((found, index) => ({ found, index, score: scoreOf(found, wanted, wantsMoney) }))
  const [best] = scored.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score || a.index - b.index)
  return best?.found.value ?? null
}

function scoreOf(found: FoundNumber, wanted: ReadonlySet<string>, wantsMoney: boolean): number {
  if (found.isMoney !== wantsMoney && found.isMoney) return 0
  const near = (words: readonly string[], weight: number) =>
    words.reduce((sum, word, distance) => sum + (wanted.has(stem(word)) ? weight / (distance + 1) : 0), 0)
  const context = near(found.after, 4) + near(found.before, 3)
  return context + (found.isMoney && wantsMoney ? 5 : 0)
}

function numbersIn(text: string): FoundNumber[] {
  const taken = [
    ...findDates(text),
    ...[...text.matchAll(/\S+@\S+|https?:\/\/\S+|\+\d[\d ()-]{6,}\d|#\s?[\w-]+/g)].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
    })),
  ]
  return [...text.matchAll(pattern)].flatMap((match): FoundNumber[] => {
    const start = match.index
    if (taken.some((span) => start >= span.start && start < span.end)) return []
    const scale = match[3]?.toLowerCase()
    const value = readNumber(match[2] ?? '') * (scale === undefined ? 1 : (factors[scale] ?? 1))
    if (!Number.isFinite(value)) return []
    const isMoney = match[1] !== undefined || (match[4] !== undefined && match[4] !== '%')
    const end = start + match[0].length
    return [
      {
        value,
        isMoney: isMoney || scale === 'k',
        before: wordsOf(text.slice(Math.max(0, start - 60), start))
          .reverse()
          .slice(0, 5),
        after: wordsOf(text.slice(end, end + 40)).slice(0, 3),
        start,
      },
    ]
  })
}

/** "1,500", "1 500" and "1'500" group thousands; "1,5" is one and a half. */
function readNumber(text: string): number {
  if (/^-?\d{1,3}(?:[,'’ ]\d{3})+(?:\.\d+)?$/.test(text)) return Number(text.replace(/[,'’ ]/g, ''))
  return Number(text.replace(',', '.'))
}

function wantedStems(fieldWords: string): Set<string> {
  const stems = stemsOf(fieldWords.replaceAll('_', ' '))
  for (const group of Object.values(fieldSynonyms)) {
    const members = group.split(' ').map(stem)
    if (members.some((member) => stems.has(member))) for (const member of members) stems.add(member)
  }
  return stems
}
