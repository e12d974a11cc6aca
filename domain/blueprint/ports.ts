import type { PortSpec, ValueSpec } from './block-kind'
import { sha256Digest } from './canonical'

export const inPort: PortSpec = { name: 'in', label: 'In' }
export const outPort: PortSpec = { name: 'out', label: 'Out' }
export const errorPort: PortSpec = { name: 'error', label: 'On error' }

/** What a block hands on at its error port. */
export const errorValues: readonly ValueSpec[] = [
  { path: 'error.message', label: 'Error' },
  { path: 'error.code', label: 'Error code' },
]

/** The port that a branch of this name gets: "Billing question" → `billing-question`. */
export function portNameFor(name: string): string {
  const slug = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 32)
    .replace(/-+$/, '')
  if (slug !== '') return slug
  return name.trim() === ''
    ? 'branch'
    : `branch-${sha256Digest(name.trim()).slice('sha256:'.length, 'sha256:'.length + 8)}`
}

/**
 * One port per name, in order. A name that is taken gets a number, so that a half-typed draft keeps as many ports as it
 * has branches; lint refuses such a draft.
 */
export function portsFor(names: readonly string[], taken: readonly string[]): PortSpec[] {
  const used = new Set(taken)
  return names.map((label, index) => {
    const base = portNameFor(label)
    let name = base
    for (let number = 2; used.has(name); number += 1) name = `${base}-${number}`
    used.add(name)
    return { name, label: label.trim() === '' ? `Branch ${index + 1}` : label }
  })
}
