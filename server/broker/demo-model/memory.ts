import { findPersonName } from './extract/find-names'
import { capitalise, sentencesOf, stemsOf } from './words'

/** What the user said about themselves, oldest first. */
export type Memory = { name: string | null; statements: string[] }

export function remember(messages: readonly string[]): Memory {
  const names = messages.flatMap((message) => findPersonName(message) ?? [])
  const statements = messages.flatMap((message) =>
    sentencesOf(message).filter((sentence) => /\b(?:i|i'm|i’m|my|we|our)\b/i.test(sentence) && !sentence.endsWith('?')),
  )
  return { name: names.at(-1) ?? null, statements }
}

const asking = /\?$|^(?:what|who|which|how|when|where|do you (?:know|remember)|tell me)\b/i

/** An answer to "what is my …?" from what was said, in the second person; null when it is no such question. */
export function recall(memory: Memory, prompt: string): string | null {
  const question = sentencesOf(prompt).find((sentence) => asking.test(sentence))
  if (question === undefined || !/\b(?:my|our|i|me)\b/i.test(question)) return null
  if (/\b(?:my name|who am i|call me)\b/i.test(question)) {
    return memory.name === null ? null : `Your name is ${memory.name}.`
  }
  const asked = stemsOf(question.replace(/\bremember\b/gi, ''))
  const found = memory.statements.findLast((statement) => statement !== question && wordsShared(asked, statement) > 0)
  return found === undefined ? null : turnRound(found)
}

function wordsShared(asked: ReadonlySet<string>, statement: string): number {
  return [...stemsOf(statement)].filter((word) => asked.has(word)).length
}

/** "My order is 17" → "Your order is 17." */
function turnRound(statement: string): string {
  const swaps: Record<string, string> = {
    i: 'you',
    "i'm": 'you are',
    im: 'you are',
    am: 'are',
    my: 'your',
    me: 'you',
    mine: 'yours',
    we: 'you',
    our: 'your',
    us: 'you',
    was: 'were',
  }
  const turned = statement.replace(/[\p{L}']+/gu, (word) => {
    const swap = swaps[word.toLowerCase().replace('’', "'")]
    return swap === undefined || (word.toLowerCase() === 'was' && !/\bi was\b/i.test(statement)) ? word : swap
  })
  return `${capitalise(turned.replace(/[.!?]+$/, ''))}.`
}

/** The matter of a question in its own words: "opening hours". Null when it has none. */
export function topicOf(question: string): string | null {
  const [sentence = ''] = sentencesOf(question)
  const words = [...sentence.matchAll(/[\p{L}\p{N}'’-]+/gu)].filter(([word]) => stemsOf(word).size > 0)
  const first = words[0]
  const last = words.at(-1)
  if (first === undefined || last === undefined) return null
  const topic = sentence.slice(first.index, last.index + last[0].length)
  return topic.length <= 60 ? topic : null
}
