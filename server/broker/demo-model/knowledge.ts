import { isDirective } from './directives'
import { capitalise, closeSentence, conceptsOf, sentencesOf, stemsOf } from './words'

/** What the instructions let the model say. */
export type Knowledge = {
  facts: string[]
  /** "You are …", "You help …": who it is. */
  role: string | null
  /** What to do when nothing fits: "offer to pass the question to a person". */
  offer: string | null
}

const roleStart =
  /^(?:you are|you're|you answer|you help|you work|you explain|act as|your (?:role|job|task|name) is)\b/i
const behaviour =
  /^(?:sort|choose|leave out|only answer|read|follow|make sure|remember|try|greet|refuse|avoid|help|pretend|if you (?:do not|don't)|when you (?:do not|don't))\b/i

export function readKnowledge(instructions: string): Knowledge {
  const sentences = sentencesOf(instructions)
  const facts = sentences
    .filter((sentence) => !roleStart.test(sentence) && !isDirective(sentence) && !behaviour.test(sentence))
    .map(toSecondPerson)
  const offer = instructions.match(/\boffer to ([^.;\n]+)/i)?.[1]?.trim() ?? null
  return { facts, role: sentences.find((sentence) => roleStart.test(sentence)) ?? null, offer }
}

/** The facts that fit the question best, best first; none when none shares a word or a matter with it. */
export function bestFacts(facts: readonly string[], question: string, limit: number): string[] {
  const asked = stemsOf(question)
  const askedConcepts = conceptsOf(asked)
  const spread = new Map<string, number>()
  for (const fact of facts) for (const word of stemsOf(fact)) spread.set(word, (spread.get(word) ?? 0) + 1)
  const scored = facts.map((fact, index) => {
    const stems = stemsOf(fact)
    const shared = [...stems].filter((word) => asked.has(word))
    const exact = shared.reduce((sum, word) => sum + 2 / Math.sqrt(spread.get(word) ?? 1), 0)
    const related = [...stems].flatMap((word) =>
      [...conceptsOf([word])].filter((concept) => askedConcepts.has(concept)),
    )
    const matters = Math.sqrt(related.length)
    return { fact, index, score: exact + matters }
  })
  const best = Math.max(0, ...scored.map(({ score }) => score))
  return scored
    .filter(({ score }) => score > 0 && score >= best * 0.75)
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .slice(0, limit)
    .map(({ fact }) => fact)
}

/** Instructions speak about the customer; the answer speaks to them. */
function toSecondPerson(sentence: string): string {
  const subject = `(?:someone|somebody|people|a customer|the customer|customers|a user|the user|users|they)`
  const spoken = sentence
    .replace(new RegExp(String.raw`^(if|when) ${subject}(?:'s)?\b`, 'i'), (_all, word: string) => `${word} you`)
    .replace(/\bask (?:them|the customer|the user|for them) to (?:tell|send) us\b/gi, 'please tell us')
    .replace(/^thank (?:people|them|customers|the customer|users) for (?:their |the )?/i, 'Thank you for your ')
    .replace(/,? and say that\b/gi, ';')
    .replace(/\band to (tell|send|give)\b/gi, 'and $1')
    .replace(/\bask (?:them|the customer|the user) to\b/gi, 'please')
    .replace(
      /\b(?:tell|inform) (?:them|the customer|the user|people|everyone|everybody|customers|users) (?:that )?/gi,
      '',
    )
    .replace(/\bsay that\b/gi, '')
    .replace(/\b(you) (?:asks|wants|needs|has|is|does)\b/gi, (words) => {
      return words.replace(/asks|wants|needs|has|is|does/i, (verb) => plural[verb.toLowerCase()] ?? verb)
    })
    .replace(/\btheir\b/gi, 'your')
    .replace(/\s{2,}/g, ' ')
  return closeSentence(capitalise(spoken.trim()))
}

const plural: Record<string, string> = { asks: 'ask', wants: 'want', needs: 'need', has: 'have', is: 'are', does: 'do' }
