import { celPath, celText } from '../cel-text'
import { textOf } from '../read-json'

/** What an n8n node's item is here: its fields, as paths that later blocks read. Null for a field that is not there. */
export type Item = (path: readonly string[]) => string | null

export type Scope = {
  /** The item that comes into the node. */
  incoming: Item
  /** The item of a node by name. */
  of: (node: string) => Item | undefined
}

/** What could not be said here, as it stood there. */
export type Untold = (expression: string) => void

const key = String.raw`(?:\.([A-Za-z_]\w*)|\[\s*"([^"\\]*)"\s*\]|\[\s*'([^'\\]*)'\s*\]|\[\s*(\d+)\s*\])`
const root = String.raw`(\$json|\$node\[\s*"([^"\\]+)"\s*\]\.json|\$\(\s*(?:"([^"\\]+)"|'([^'\\]+)')\s*\)\.(?:item|first\(\)|last\(\))\.json)`
const pathPattern = new RegExp(String.raw`^${root}((?:\??${key})*)$`)

/** An n8n value as a template. Only paths are translated; whatever else is computed there stays, which lint reports. */
export function toTemplate(value: unknown, scope: Scope, untold: Untold): string {
  const text = textOf(value)
  if (!text.startsWith('=')) return text
  return text.slice(1).replace(/\{\{([\s\S]*?)\}\}/g, (whole, inner: string) => {
    const cel = pathToCel(inner.trim(), scope)
    if (cel !== null) return `{{ ${cel} }}`
    untold(whole)
    return `{{ ${missing(inner)} }}`
  })
}

/** An n8n value as CEL: a path, or a text or number as it is. Null when it is computed. */
export function toCel(value: unknown, scope: Scope): string | null {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  const text = textOf(value)
  if (!text.startsWith('=')) return celText(text)
  const sole = /^=\s*\{\{([\s\S]*?)\}\}\s*$/.exec(text)?.[1]?.trim()
  return sole === undefined || sole.includes('{{') ? joined(text.slice(1), scope) : pathToCel(sole, scope)
}

/** `Hello {{ $json.name }}!` → `"Hello " + string(…) + "!"`. */
function joined(text: string, scope: Scope): string | null {
  const parts = text.split(/\{\{([\s\S]*?)\}\}/).map((part, index) => {
    if (index % 2 === 0) return part === '' ? '' : celText(part)
    const cel = pathToCel(part.trim(), scope)
    return cel === null ? null : `string(${cel})`
  })
  if (parts.includes(null)) return null
  return parts.filter((part) => part !== '').join(' + ') || '""'
}

export function pathToCel(expression: string, scope: Scope): string | null {
  if (expression === '$now' || expression === '$now.toISO()') return 'now.iso'
  if (expression === '$today') return 'now.date'
  const match = pathPattern.exec(expression)
  if (match === null) return null
  const [, , byNode, byDouble, bySingle, rest = ''] = match
  const name = byNode ?? byDouble ?? bySingle
  const item = name === undefined ? scope.incoming : scope.of(name)
  const path = [...rest.matchAll(new RegExp(key, 'g'))].map(
    (found) => found[1] ?? found[2] ?? found[3] ?? found[4] ?? '',
  )
  return item?.(path) ?? null
}

/** A name that nothing has, which says what is missing. */
function missing(expression: string): string {
  const name = expression
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 60)
  return `not_translated.${/^[A-Za-z]/.test(name) ? name : `expression_${name}`}`
}

/** Fields below one value: `path(['body', 'id'])` → `input.payload.id`. */
export const below =
  (rootName: string): Item =>
  (path) =>
    celPath(rootName, path)
