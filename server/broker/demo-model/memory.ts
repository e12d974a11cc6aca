import { findPersonName } from './extract/find-names'
import { capitalise, sentencesOf, stemsOf, wordsOf } from './words'

/** What the user said about themselves, oldest first. */
export type Memory = { name: string | null; statements: string[] }

export function remember(messages: readonly string[]): Memory {
  const names = messages.flatMap((message) => findPersonName(message) ?? [])
  const statements = messages.flatMap((message) =>
    sentencesOf(message).filter((sentence) => /\b(?:i|i'm|i’m|my|we|our)\b/i.test(sentence) && !sentence.endsWith('?')),
  )
  return { name: names.at(-1) ?? null, statements }
}

/** An answer to "what is my …?" from what was said, in the second person; null when it is no such question. */
export function recall(memory: Memory, question: string): string | null {
  if (
    !/\b(?:my|our|i|me)\b/i.test(question) ||
    !/\?|^(?:what|who|which|do you (?:know|remember)|tell me)\b/i.test(question)
  ) {
    return null
  }
  if (/\b(?:my name|who am i|call me)\b/i.test(question))
    return memory.name === null ? null : `Your name is ${memory.name}.`
  const asked = stemsOf(question.replace(/\bremember\b/gi, ''))
  const found = memory.statements.findLast((statement) => wordsShared(asked, statement) > 0)
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
  const stems = stemsOf(question)
  const words = wordsOf(question).filter((word) => [...stemsOf(word)].some((stem) => stems.has(stem)))
  return words.length === 0 ? null : [...new Set(words)].slice(0, 4).join(' ')
}
