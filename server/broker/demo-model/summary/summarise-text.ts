import { closeSentence, sentencesOf, stemsOf } from '../words'
import type { SummaryOrder } from './read-order'

const limits = { sentences: 1_500, sentenceChars: 400 } as const

type Scored = { sentence: string; index: number; stems: ReadonlySet<string>; score: number }

/** The sentences of the text that say most, in their order. Nothing is added and nothing is put in other words. */
export function summariseText(text: string, order: SummaryOrder): string {
  const chosen = mostTelling(sentencesOf(text).slice(0, limits.sentences), order)
  if (chosen.length === 0) return order.bullets ? '- The text is empty.' : 'The text is empty.'
  const lines = chosen.map((sentence) => closeSentence(shortened(sentence)))
  return order.bullets ? lines.map((line) => `- ${line}`).join('\n') : lines.join(' ')
}

function mostTelling(sentences: readonly string[], { length, focus }: SummaryOrder): string[] {
  const left = scored([...new Set(sentences)], focus)
  const chosen: Scored[] = []
  while (chosen.length < length && left.length > 0) {
    const said = new Set(chosen.flatMap(({ stems }) => [...stems]))
    const worth = left.map(({ score, stems }) => score * newness(stems, said))
    const best = worth.indexOf(Math.max(...worth))
    chosen.push(...left.splice(best, 1))
  }
  return chosen.toSorted((a, b) => a.index - b.index).map(({ sentence }) => sentence)
}

/** What was said before counts for a third. */
function newness(stems: ReadonlySet<string>, said: ReadonlySet<string>): number {
  const known = [...stems].filter((stem) => said.has(stem)).length
  return 1 - (2 / 3) * (known / Math.max(1, stems.size))
}

/** A sentence tells much when its words are common in the text; the first one and what matters to the asker count more. */
function scored(sentences: readonly string[], focus: string): Scored[] {
  const all = sentences.map((sentence, index) => ({ sentence, index, stems: stemsOf(sentence) }))
  const spread = new Map<string, number>()
  for (const { stems } of all) for (const stem of stems) spread.set(stem, (spread.get(stem) ?? 0) + 1)
  const wanted = stemsOf(focus)
  return all.map(({ sentence, index, stems }) => {
    const weight = [...stems].reduce((sum, stem) => sum + Math.log(1 + (spread.get(stem) ?? 0)), 0)
    const matters = [...stems].filter((stem) => wanted.has(stem)).length
    const place = index === 0 ? 1.3 : 1
    const size = stems.size < 3 ? 0.3 : 1
    return { sentence, index, stems, score: (place * size * weight) / Math.sqrt(stems.size + 2) + 4 * matters }
  })
}

function shortened(sentence: string): string {
  if (sentence.length <= limits.sentenceChars) return sentence
  return `${sentence.slice(0, limits.sentenceChars).replace(/\s+\S*$/, '')}…`
}
