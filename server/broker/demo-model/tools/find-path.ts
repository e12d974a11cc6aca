import { stemsOf } from '../words'

const path = /(?<![\w/:.])\/[A-Za-z][\w./{}<>:-]{0,200}/g

/**
 * A path below an API's address: one that the request names, else one that the description or the instructions show, with
 * the request's number in the place of theirs. "Where is order 17?" and "/orders/42" make "/orders/17".
 */
export function findPath(text: string, shown: string): string | null {
  const named = text.match(path)?.[0]
  if (named !== undefined) return trimmed(named)
  const asked = stemsOf(text)
  const template = (shown.match(path) ?? [])
    .map(trimmed)
    .find((one) => [...stemsOf(one)].some((word) => asked.has(word)))
  if (template === undefined) return null
  const code = text.match(/#?\b([A-Z]{0,4}-?\d[\w-]*)\b/)?.[1]
  const slot = /\/(?:\{[^}]*\}|<[^>]*>|:\w+|\d+)/
  return code === undefined ? template.replace(new RegExp(`${slot.source}.*$`), '') : template.replace(slot, `/${code}`)
}

const trimmed = (found: string) => found.replace(/[.,:;]+$/, '')
