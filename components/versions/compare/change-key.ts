import type { Change } from '@/domain/blueprint/diff'

/** What of a drawing a change, or a link, is about. Slots and settings are drawn nowhere. */
export type Place = { kind: 'block'; id: string } | { kind: 'edge'; id: string } | { kind: 'none' }

/** Names a change within its comparison; the same in every comparison that has it, so that it can stand in an address. */
export function changeKey(change: Change): string {
  switch (change.kind) {
    case 'block-added':
    case 'block-removed':
      return blockKey(change.block)
    case 'block-changed':
      return `${blockKey(change.block)}.${change.field}`
    case 'edge-added':
    case 'edge-removed':
      return edgeKey(change.edge)
    case 'slot-added':
    case 'slot-removed':
      return `slot.${change.slot}`
    case 'slot-changed':
      return `slot.${change.slot}.${change.field}`
    case 'runtime-changed':
      return `runtime.${change.field}`
    case 'policy-changed':
      return `policy.${change.field}`
  }
}

export const blockKey = (id: string) => `block.${id}`
export const edgeKey = (id: string) => `edge.${id}`

/** Where on the drawing a key points. Ids of blocks hold no dot. */
export function placeOf(key: string | null): Place {
  if (key === null) return { kind: 'none' }
  const [what, id = ''] = key.split('.')
  if (what === 'block') return { kind: 'block', id }
  if (what === 'edge') return { kind: 'edge', id: key.slice('edge.'.length) }
  return { kind: 'none' }
}

/** The change that a key is about: itself, or the first of its block. */
export function findChange<T extends { change: Change }>(changes: readonly T[], key: string | null): T | undefined {
  if (key === null) return undefined
  const exact = changes.find(({ change }) => changeKey(change) === key)
  return exact ?? changes.find(({ change }) => changeKey(change).startsWith(`${key}.`))
}
