import type { Conversation } from './chat-format'
import { describeEvent } from './describe-event'
import type { Directives } from './directives'
import { bestFacts, type Knowledge } from './knowledge'
import { type Memory, recall, topicOf } from './memory'
import { fill, phrasesFor } from './phrases'
import { capitalise, closeSentence, sentencesOf, stemsOf, wordsOf } from './words'

type Material = {
  conversation: Conversation
  directives: Directives
  knowledge: Knowledge
  memory: Memory
  /** Sentences about what came with the question or was found out for it: they are the answer. */
  given: readonly string[]
}

/** `facts` are spoken from the instructions and the conversation; `frame` says whether an opener fits before them. */
type Body = { sentences: string[]; frame: boolean }

/** An answer that speaks from the instructions, in the manner that they ask for. */
export function composeAnswer(material: Material): string {
  const { directives, memory } = material
  if (directives.exactly !== null) return directives.exactly
  const { sentences, frame } = bodyOf(material)
  const mentions = directives.mentions
    .filter((mention) => !sentences.join(' ').includes(mention))
    .map((mention) => fill(phrasesFor(directives).also, { mention }))
  const body = withinLength([...sentences, ...mentions], directives, mentions.length)
  const opener = frame && directives.startWith === null && !directives.oneSentence ? openerOf(directives, memory) : ''
  const isPlain = directives.brief || directives.oneSentence || directives.maxWords !== null
  const closing =
    frame && !isPlain && directives.endWith === null ? phrasesFor(directives).closing[directives.tone] : ''
  return dress(join(opener, body, closing ?? '', directives.bullets), directives)
}

function bodyOf(material: Material): Body {
  const { conversation, directives, knowledge, memory, given } = material
  const { prompt } = conversation
  if (given.length > 0) return { sentences: [...given, ...bestFacts(knowledge.facts, prompt, 1)], frame: true }
  const words = phrasesFor(directives)
  const event = describeEvent(conversation.data)
  if (event !== null) {
    const facts = bestFacts(knowledge.facts, prompt, 1)
    return { sentences: [`${words.event}: ${event}`, ...facts], frame: false }
  }
  const remembered = recall(memory, prompt)
  if (remembered !== null) return { sentences: [remembered], frame: false }
  if (/\b(?:(?:who|what) are you|what (?:can|do) you do|how can you help)\b/i.test(prompt) && knowledge.role !== null) {
    return { sentences: [introduce(knowledge.role)], frame: false }
  }
  const facts = factsFor(material)
  if (facts.length > 0) return { sentences: facts, frame: true }
  if (isGreeting(prompt)) {
    const hello = memory.name === null ? words.hello : fill(words.helloName, { name: memory.name })
    return { sentences: [hello, words.ask], frame: false }
  }
  if (/^\s*(?:thanks|thank you|thx|merci|danke|gracias)\b/i.test(prompt))
    return { sentences: [words.welcome], frame: false }
  if (isStatement(prompt)) {
    const noted = memory.name === null ? words.noted : fill(words.notedName, { name: memory.name })
    return { sentences: [noted, words.ask], frame: false }
  }
  return { sentences: unknown(material), frame: true }
}

function unknown({ conversation, directives, knowledge }: Material): string[] {
  const words = phrasesFor(directives)
  const topic = topicOf(conversation.prompt)
  const sentence = topic === null ? words.unknown : fill(words.unknownTopic, { topic })
  return knowledge.offer === null ? [sentence] : [sentence, fill(words.offer, { offer: knowledge.offer })]
}

/** A short follow-up that fits nothing by itself ("and how long?") is read together with what was said before. */
function factsFor({ conversation, directives, knowledge }: Material): string[] {
  const { prompt, earlier } = conversation
  const limit = directives.brief ? 1 : 2
  const facts = bestFacts(knowledge.facts, prompt, limit)
  const before = earlier.at(-1)
  if (facts.length > 0 || before === undefined || stemsOf(prompt).size > 1 || isGreeting(prompt)) return facts
  return bestFacts(knowledge.facts, `${prompt}\n${before}`, limit)
}

function openerOf(directives: Directives, memory: Memory): string {
  const words = phrasesFor(directives)
  const named = memory.name === null ? undefined : words.openerName[directives.tone]
  return named === undefined ? (words.opener[directives.tone] ?? '') : fill(named, { name: memory.name ?? '' })
}

function withinLength(sentences: string[], directives: Directives, mentions: number): string[] {
  if (directives.oneSentence) {
    const [first = '', ...others] = sentences
    const last = mentions > 0 ? others.at(-1) : undefined
    const joined =
      last === undefined ? first : `${first.replace(/[.!?]+$/, '')}; ${last.charAt(0).toLowerCase()}${last.slice(1)}`
    return [joined]
  }
  if (directives.maxWords === null) return sentences
  const words = sentences.join(' ').split(/\s+/)
  if (words.length <= directives.maxWords) return sentences
  return [
    `${words
      .slice(0, directives.maxWords)
      .join(' ')
      .replace(/[.,;:!?]+$/, '')}…`,
  ]
}

function join(opener: string, body: readonly string[], closing: string, bullets: boolean): string {
  if (!bullets) return [opener, ...afterComma(opener, body), closing].filter((part) => part !== '').join(' ')
  return [opener.replace(/,$/, ':'), ...body.map((sentence) => `- ${sentence}`), closing]
    .filter((part) => part !== '')
    .join('\n')
}

/** After "Dana," the sentence goes on. */
function afterComma(before: string, [first = '', ...others]: readonly string[]): string[] {
  const goesOn =
    before.endsWith(',') && /^(?:A|An|The|This|That|These|If|When|Our|Your|You|We|It|There|Please)\b/.test(first)
  return [goesOn ? first.charAt(0).toLowerCase() + first.slice(1) : first, ...others]
}

function dress(text: string, directives: Directives): string {
  const start = directives.startWith === null ? '' : punctuated(directives.startWith)
  const emoji = directives.emoji ? ' 🙂' : ''
  const end = directives.endWith === null ? '' : ` ${directives.endWith}`
  const signature = directives.signAs === null ? '' : `\n\n— ${directives.signAs}`
  const [spoken = ''] = afterComma(start, [text])
  const whole = `${start}${start === '' ? '' : ' '}${spoken}${emoji}${end}${signature}`
  return directives.upperCase ? whole.toUpperCase() : whole
}

/** "Ahoy" → "Ahoy!", "Dear customer" → "Dear customer,". */
function punctuated(start: string): string {
  if (/[^\p{L}\p{N}]$/u.test(start)) return start
  return `${start}${start.includes(' ') ? ',' : '!'}`
}

/** "You are Kim, the assistant of Acme." → "I am Kim, the assistant of Acme." */
function introduce(role: string): string {
  return closeSentence(
    capitalise(
      role
        .replace(/^act as/i, 'I am')
        .replace(/^(?:you are|you're)/i, 'I am')
        .replace(/^you\b/i, 'I')
        .replace(/^your\b/i, 'My'),
    ),
  )
}

function isGreeting(text: string): boolean {
  const [first = ''] = wordsOf(text)
  return /^(?:hello|hi|hey|hallo|bonjour|hola|moin|good|guten|salut)$/.test(first) && wordsOf(text).length <= 12
}

/** Something told rather than asked: nothing in it is a question or a wish. */
function isStatement(text: string): boolean {
  const isAsked =
    /\?|^(?:what|who|how|when|where|why|which|can|could|do|does|is|are|will|tell|give|show|explain|help)\b/i
  return !sentencesOf(text).some((sentence) => isAsked.test(sentence)) && /\b(?:i|i'm|my|we|our)\b/i.test(text)
}
