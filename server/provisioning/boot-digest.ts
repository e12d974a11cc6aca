import { createHash } from 'node:crypto'

/** sha256 of the value with its keys in order: the same rendered runtime gives the same digest, on every machine. */
export function digestOf(rendered: unknown): string {
  return `sha256:${createHash('sha256').update(canonical(rendered)).digest('hex')}`
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`
}
