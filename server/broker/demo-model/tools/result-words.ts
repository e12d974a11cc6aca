import { leavesOf } from '../describe-event'
import { bestFacts } from '../knowledge'
import { closeSentence, sentencesOf, stemsOf } from '../words'
import type { DoneCall } from './steps'

const limits = { facts: 8, sentences: 3, chars: 600 } as const

/** What the tools answered, in words. */
export function sayResults(done: readonly DoneCall[], prompt: string): string[] {
  return done.filter(({ result }) => result !== null).map((call) => sayResult(call, prompt))
}

/** "email: dana@acme.example" for each value of a result: what further arguments are read from. */
export function resultFacts({ result }: DoneCall): string[] {
  const data = dataOf(result ?? '')
  if (data === undefined) return [result ?? '']
  return leavesOf(data).map(([path, value]) => `${path.split(' ').at(-1) ?? ''}: ${value}`)
}

function sayResult(call: DoneCall, prompt: string): string {
  const { name, result } = call
  const problem = problemIn(dataOf(result ?? ''), (result ?? '').trim())
  if (problem !== null) return closeSentence(`I tried “${name}”, but it did not work: ${short(problem)}`)
  const [words] = resultWords(call, prompt)
  return words === undefined ? `I used “${name}”.` : closeSentence(`I used “${name}”: ${words}`)
}

/** A result in a few words; none for one that says nothing or that tells of a failure. */
export function resultWords({ result }: DoneCall, prompt: string): string[] {
  const text = (result ?? '').trim()
  const data = dataOf(text)
  if (text === '' || problemIn(data, text) !== null) return []
  if (data === undefined) return [telling(text, prompt)]
  const facts = leavesOf(data)
  return facts.length === 0 ? [] : [short(relevant(facts, prompt).join(', '))]
}

function dataOf(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return value
  } catch {
    // Plain text is a result too.
    return undefined
  }
}

function problemIn(data: unknown, text: string): string | null {
  if (data === undefined) return /^(?:error|failed|denied|refused)\b/i.test(text) ? text : null
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return null
  const { error, message } = data as Readonly<Record<string, unknown>>
  if (error === undefined || error === null || error === false) return null
  const inner = typeof error === 'object' && 'message' in error ? error.message : error
  return String(typeof inner === 'string' ? inner : (message ?? 'it gave an error'))
}

/** What shares words with the question comes first; the rest as it came. */
function relevant(facts: readonly [string, string][], prompt: string): string[] {
  const asked = stemsOf(prompt)
  const shares = (text: string) => [...stemsOf(text)].some((word) => asked.has(word))
  const rank = ([path, value]: readonly [string, string]) => (shares(path) ? 2 : shares(value) ? 1 : 0)
  const sorted = facts.toSorted((a, b) => rank(b) - rank(a))
  const more = facts.length - limits.facts
  return [
    ...sorted.slice(0, limits.facts).map(([path, value]) => `${path} ${value}`.trim()),
    ...(more > 0 ? [`and ${more} more`] : []),
  ]
}

function telling(text: string, prompt: string): string {
  if (text.length <= limits.chars) return closeSentence(text)
  const sentences = sentencesOf(text.slice(0, 8_000))
  const best = bestFacts(sentences, prompt, limits.sentences)
  return closeSentence(short((best.length > 0 ? best : sentences.slice(0, limits.sentences)).join(' ')))
}

function short(text: string): string {
  return text.length <= limits.chars ? text : `${text.slice(0, limits.chars).replace(/\s+\S*$/, '')}…`
}
