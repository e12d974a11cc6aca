import { hashText } from './hash-text'
import { conceptsOf, isStopWord, stem } from './words'

export const embeddingSize = 256

/** What a feature counts for. Trigrams catch other forms and typing errors, concepts the same matter in other words. */
const weights = { word: 1, stopWord: 0.1, pair: 0.4, trigram: 0.25, concept: 0.6 } as const

/** One vector of length 1 for each text, near one another for texts that share words. Deterministic, no model. */
export function demoEmbeddings(texts: readonly string[]): number[][] {
  return texts.map(embed)
}

function embed(text: string): number[] {
  const vector = new Array<number>(embeddingSize).fill(0)
  for (const [feature, weight] of featuresOf(text)) {
    const hash = hashText(feature)
    const place = hash % embeddingSize
    // Half of the features count down, so that those which share a place cancel out on average.
    vector[place] = (vector[place] ?? 0) + (hash & 0x10000 ? weight : -weight)
  }
  return normalised(vector, text)
}

/** Each feature once; what comes often counts for more, but not as often as it comes. */
function featuresOf(text: string): Map<string, number> {
  const counts = new Map<string, { weight: number; times: number }>()
  const add = (feature: string, weight: number) => {
    const known = counts.get(feature)
    if (known === undefined) counts.set(feature, { weight, times: 1 })
    else known.times += 1
  }
  let before = ''
  for (const word of unicodeWords(text)) {
    const root = stem(word)
    const isStop = isStopWord(word)
    add(`w ${root}`, isStop ? weights.stopWord : weights.word)
    if (isStop) continue
    if (before !== '') add(`p ${before} ${root}`, weights.pair)
    before = root
    for (const trigram of runsOf(3, [' ', ...root, ' '])) add(`t ${trigram}`, weights.trigram)
    if (withoutGaps.test(root)) for (const pair of runsOf(2, [...root])) add(`t ${pair}`, weights.word)
    for (const concept of conceptsOf([root])) add(`c ${concept}`, weights.concept)
  }
  return new Map([...counts].map(([feature, { weight, times }]) => [feature, weight * (1 + Math.log(times))]))
}

/** Scripts without gaps between words: there, two signs are as good as a word. */
const withoutGaps = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u

function unicodeWords(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[’']/g, '').toLowerCase()
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => word.slice(0, 60))
}

function runsOf(length: number, chars: readonly string[]): string[] {
  return chars.slice(length - 1).map((_char, at) => chars.slice(at, at + length).join(''))
}

/** A text without words still has a direction: its own. */
function normalised(vector: number[], text: string): number[] {
  const length = Math.hypot(...vector)
  if (length > 0) return vector.map((value) => value / length)
  const place = hashText(text) % embeddingSize
  return vector.map((_value, index) => (index === place ? 1 : 0))
}
