import { capitalise, closeSentence, stemsOf } from '../words'

/** Arguments that take what was asked for, as it is. */
const wholeRequest = /^(?:question|query|q|search|prompt|input|request|description|details|reason|summary|topic)$/i
/** Arguments that take a message to somebody else. */
const messages = /^(?:text|message|body|content|comment|note|reply|answer)$/i
const titles = /^(?:subject|title|headline)$/i

/** Arguments whose words only the request can give. */
export const isMessage = (name: string): boolean => messages.test(name) || titles.test(name)

/** Beyond the order itself, a request of this many words says something that can be handed on. */
const tellingWords = 6

/**
 * What a request wants to have written: `saying "…"`, `: …`, `about …`, what was found out, else the request itself. Null
 * for other arguments, and for a request that says nothing beyond the order.
 */
export function spokenText(name: string, request: string, found: string): string | null {
  if (titles.test(name)) return titleIn(request) ?? messageIn(request, found)?.split('\n')[0]?.slice(0, 80) ?? null
  if (messages.test(name)) return messageIn(request, found)
  return wholeRequest.test(name) ? (quotedIn(request) ?? request.trim()) : null
}

function messageIn(request: string, found: string): string | null {
  const said =
    quotedIn(request) ??
    after(
      request,
      /\b(?:saying|that says|which says|telling (?:him|her|them|us)(?: that)?|with the (?:text|message|words|body))\b:?\s+/i,
    ) ??
    after(request, /:\s+(?=\S)/) ??
    after(request, /\bthat\s+(?=(?:the|we|our|my|i|it|there|they|his|her|an?)\b)/i)
  if (said !== null) return said
  if (found.trim() !== '') return closeSentence(capitalise(found.trim()))
  const about = aboutIn(request)
  if (about !== null) return `This is about ${about}.`
  return stemsOf(request).size >= tellingWords ? request.trim() : null
}

function titleIn(request: string): string | null {
  const said =
    /\b(?:subject|title|headline|titled)\b(?:\s+is)?:?\s+["“]?([^"”\n.,;]{1,120}?)["”]?(?=\s+(?:saying|that says|and|with)\b|["”\n.,;]|$)/i.exec(
      request,
    )?.[1]
  const about = said ?? aboutIn(request)
  return about === null ? null : capitalise(about.trim())
}

function aboutIn(request: string): string | null {
  return (
    /\babout\s+([^"”\n.,;:?!]{1,120}?)(?=\s+(?:saying|that says|and|with|to)\b|["”\n.,;:?!]|$)/i.exec(request)?.[1] ??
    null
  )
}

function quotedIn(text: string): string | null {
  return (
    /"([^"\n]{1,2000})"|“([^”\n]{1,2000})”/
      .exec(text)
      ?.slice(1)
      .find((group) => group !== undefined) ?? null
  )
}

function after(text: string, word: RegExp): string | null {
  const found = word.exec(text)
  const rest = found === null ? '' : text.slice(found.index + found[0].length).trim()
  return rest === '' ? null : rest
}
