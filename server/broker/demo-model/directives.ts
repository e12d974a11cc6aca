import { sentencesOf } from './words'

export const languages = ['english', 'french', 'german', 'spanish'] as const
export type Language = (typeof languages)[number]
export type Tone = 'neutral' | 'friendly' | 'formal' | 'pirate'

/** How to answer, as far as the instructions say. */
export type Directives = {
  language: Language
  tone: Tone
  brief: boolean
  oneSentence: boolean
  maxWords: number | null
  bullets: boolean
  upperCase: boolean
  emoji: boolean
  startWith: string | null
  endWith: string | null
  signAs: string | null
  mentions: string[]
  /** `Always answer "…"`: the whole answer. */
  exactly: string | null
}

const languageWords: readonly [RegExp, Language][] = [
  [/\b(?:french|fran[cç]ais|franz[oö]sisch|franc[eé]s)\b/i, 'french'],
  [/\b(?:german|deutsch|allemand|alem[aá]n)\b/i, 'german'],
  [/\b(?:spanish|espa[nñ]ol|spanisch|espagnol)\b/i, 'spanish'],
  [/\b(?:english|anglais|englisch|ingl[eé]s)\b/i, 'english'],
]

const speaking =
  /\b(?:answer|reply|respond|write|speak|talk|communicate|language|r[eé]pond|antwort|responde|in|auf|en)\b/i

const tones: readonly [RegExp, Tone][] = [
  [/\bpirate\b/i, 'pirate'],
  [/\b(?:formal|professional|polite|courteous)\b/i, 'formal'],
  [/\b(?:friendly|warm|cheerful|casual|kind|informal|upbeat)\b/i, 'friendly'],
]

/** A quoted text, or the words up to the end of the clause. */
const rest = String.raw`(?:"([^"]+)"|“([^”]+)”|'([^']+)'|([^.,;\n]+))`
const theWords = '(?: the (?:words?|phrase|sentence|text|line))?'
/** Orders only: "Include our offer", but not "All plans include support". */
const ordered = String.raw`(?<=^[-*• ]*|[.!?\n]\s*|\b(?:always|and|but|must|please|should) |, )`
const afterWords = (words: string) => new RegExp(String.raw`${ordered}${words}${theWords}:?\s+${rest}`, 'im')
const whole = '(?: (?:each|every|the|your|all|any))?(?: (?:answer|reply|message|response|off|it|them)s?)?'

const start = afterWords(`(?:start|begin|open)s?${whole} (?:with|by saying)`)
const end = afterWords(`(?:end|finish|close)s?${whole} (?:with|by saying)`)
const sign = afterWords(`sign${whole}(?: off)? (?:as|with)`)
const mention = new RegExp(
  String.raw`${ordered}(?:mention|include)(?: that)?${theWords}:?\s+${rest}|\bsay "([^"]+)"`,
  'gim',
)
const exact =
  /\b(?:answer|reply|respond|say)\b[^".“\n]{0,40}["“]([^"”]+)["”]|\bexactly:?\s+["“]?([^"”\n]{1,200}?)["”]?\.?$/i
const imperative =
  /^(?:please\s+)?(?:always|never|answer|reply|respond|write|speak|talk|be|keep|use|stay|start|begin|end|finish|sign|mention|include|do not|don't)\b/i

/** What the prompt orders counts too, since whoever draws the block may write it there. */
export function readDirectives(instructions: string, prompt: string): Directives {
  const asked = sentencesOf(prompt).filter((sentence) => imperative.test(sentence) && !sentence.endsWith('?'))
  const orders = [instructions, ...asked].join('\n')
  return {
    language: languageIn(instructions) ?? languageIn(prompt) ?? 'english',
    tone: toneIn(orders),
    brief: /\b(?:brief|briefly|concise|concisely|terse|to the point|short(?:ly)?)\b/i.test(orders),
    oneSentence: /\b(?:one|a single|1) (?:short |single )?sentence\b/i.test(`${instructions}\n${prompt}`),
    maxWords: wordLimit(instructions) ?? wordLimit(prompt),
    bullets: /\b(?:bullet|bulleted|bullets|bullet[- ]points?)\b/i.test(`${instructions}\n${prompt}`),
    upperCase: /\b(?:upper[- ]?case|all caps|capital letters)\b/i.test(`${instructions}\n${prompt}`),
    emoji: /\b(?:use|add|with)\b[^.\n]*\bemojis?\b/i.test(orders) && !/\bno emojis?\b/i.test(orders),
    startWith: captured(orders.match(start)),
    endWith: captured(orders.match(end)),
    signAs: captured(orders.match(sign)),
    mentions: [...orders.matchAll(mention)].flatMap((match) => captured(match) ?? []),
    exactly: exactAnswer(orders),
  }
}

/** "Always answer "42"." – but not "start each answer with …". */
function exactAnswer(instructions: string): string | null {
  for (const sentence of sentencesOf(instructions)) {
    const isOther = [start, end, sign].some((order) => order.test(sentence))
    const match = isOther || !/\b(?:always|only|just|every|exactly)\b/i.test(sentence) ? null : sentence.match(exact)
    if (match !== null) return captured(match)
  }
  return null
}

/** Whether a sentence tells how to answer and is spent by that. */
export function isDirective(sentence: string): boolean {
  if ([start, end, sign].some((order) => order.test(sentence)) || sentence.match(mention) !== null) return true
  return imperative.test(sentence)
}

function languageIn(text: string): Language | null {
  for (const sentence of sentencesOf(text)) {
    if (!speaking.test(sentence)) continue
    const clause = sentence.match(/\b(?:in|auf|en|language:?|speak|only)\s+(?:the\s+)?([\p{L}]+)/giu) ?? []
    for (const candidate of clause) {
      const found = languageWords.find(([pattern]) => pattern.test(candidate))
      if (found !== undefined) return found[1]
    }
  }
  return null
}

/** The first tone that an order names: "Be formal", "in a friendly tone". */
function toneIn(instructions: string): Tone {
  for (const sentence of sentencesOf(instructions)) {
    if (!/\b(?:be|you are|you're|act|tone|style|sound|stay|keep|answer|reply|talk|speak|write|like)\b/i.test(sentence))
      continue
    const found = tones.find(([pattern]) => pattern.test(sentence.replace(/\b(?:not|never|don't be)\s+\w+/gi, '')))
    if (found !== undefined) return found[1]
  }
  return 'neutral'
}

function wordLimit(text: string): number | null {
  const match = text.match(
    /\b(?:at most|under|below|max(?:imum)?(?: of)?|no more than|fewer than|within|in) (\d{1,4}) words\b/i,
  )
  return match?.[1] === undefined ? null : Math.max(1, Number(match[1]))
}

function captured(match: RegExpMatchArray | null): string | null {
  const found = match?.slice(1).find((group) => group !== undefined)
  return (
    found?.replace(/\s+in (?:each|every|all|any|your) (?:of your )?(?:answer|reply|message|response)s?$/i, '').trim() ??
    null
  )
}
