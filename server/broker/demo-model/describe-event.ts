import { isBounded } from '../bounded-json'

const maxFacts = 6
const maxLeaves = 400
const maxDepth = 6

/** A prompt that carries JSON, as a webhook's does, in words: "order.created – id 17, total 42". Null without JSON. */
export function describeEvent(prompt: string): string | null {
  const data = jsonIn(prompt)
  if (data === null) return plainEvent(prompt)
  const name = prompt.slice(0, 500).match(/\bevent\b\s*(?::|=|is)?\s*["“]?([\w.:/-]+)/i)?.[1] ?? null
  const facts = leaves(data, [])
  const shown = facts.slice(0, maxFacts).map(([path, value]) => `${path} ${value}`)
  const more = facts.length > maxFacts ? `, and ${facts.length - maxFacts} more` : ''
  const details = shown.length === 0 ? 'no data' : `${shown.join(', ')}${more}`
  return name === null ? `${details}.` : `${name} – ${details}.`
}

/** Without JSON, only a prompt that begins with `Event:` is one. */
function plainEvent(prompt: string): string | null {
  const [first = '', ...others] = prompt.split('\n')
  const name = first.match(/^event:\s*(\S+)$/i)?.[1]
  if (name === undefined) return null
  const details = others
    .join(' ')
    .replace(/^\s*data:/i, '')
    .trim()
    .slice(0, 300)
  return details === '' ? `${name}.` : `${name} – ${details}.`
}

/** The object or list that a text holds as JSON; null for none. */
export function jsonIn(text: string): unknown {
  const open = text.search(/\{|\[\s*\{/)
  const close = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'))
  if (open < 0 || close <= open) return null
  try {
    const value: unknown = JSON.parse(text.slice(open, close + 1))
    return typeof value === 'object' && isBounded(value) ? value : null
  } catch {
    // Text with braces that is no JSON is just text.
    return null
  }
}

/** Each value of some data with the words that lead to it. */
export function leavesOf(data: unknown): [string, string][] {
  return leaves(data, []).slice(0, maxLeaves)
}

function leaves(value: unknown, path: readonly string[]): [string, string][] {
  if (value === null || value === undefined || path.length > maxDepth) return []
  if (typeof value !== 'object') return [[path.join(' ').replaceAll('_', ' '), String(value)]]
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object'))
    return [[path.join(' '), value.join(' and ')]]
  return Object.entries(value).flatMap(([key, inner]) => {
    return leaves(inner, Array.isArray(value) ? [...path, String(Number(key) + 1)] : [...path, key])
  })
}
