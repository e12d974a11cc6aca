import { z } from 'zod'
import { type Change, describeChange, diff } from '../diff'
import { type BlueprintDocument, blockIdSchema, blockSchema, edgeSchema, slotSchema } from '../document'
import type { Layout } from '../layout'

/** What people draw together: the document and where its blocks stand. */
export type Drawing = { readonly document: BlueprintDocument; readonly layout: Layout }

type Place = Layout['positions'][string]
export type Move = { block: string; before?: Place; after?: Place }

/** What leads from one drawing to another, so that it can be sent, written down, rebased and taken back. */
export type ChangeSet = { changes: Change[]; moves: Move[] }

export function changesBetween(a: Drawing, b: Drawing): ChangeSet {
  return {
    changes: a.document === b.document ? [] : diff(a.document, b.document),
    moves: a.layout === b.layout ? [] : movesBetween(a.layout.positions, b.layout.positions),
  }
}

export function isNothing({ changes, moves }: ChangeSet): boolean {
  return changes.length + moves.length === 0
}

/** A set in sentences for people; all moves are one sentence. `a` and `b` are the drawings before and after. */
export function describeSet({ changes, moves }: ChangeSet, a: Drawing, b: Drawing): string[] {
  const sentences = changes.map((change) => describeChange(change, a.document, b.document))
  const moved = moves.flatMap(({ block, before, after }) => {
    const label = b.document.blocks[block]?.label
    return label === undefined || before === undefined || after === undefined ? [] : [`“${label}”`]
  })
  if (moved.length === 0) return sentences
  return [...sentences, moved.length > 3 ? `Moved ${moved.length} blocks` : `Moved ${moved.join(', ')}`]
}

function movesBetween(a: Layout['positions'], b: Layout['positions']): Move[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].sort().flatMap((block) => {
    const [before, after] = [a[block], b[block]]
    if (before === after || (before?.x === after?.x && before?.y === after?.y)) return []
    return [{ block, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }]
  })
}

const base = {
  rollout: z.enum(['live', 'restart']),
  area: z.enum(['permissions', 'blocks', 'connections', 'slots', 'settings']),
}
const field = { field: z.string().min(1).max(200), before: z.json().optional(), after: z.json().optional() }
const place = z.strictObject({ x: z.number(), y: z.number() })
const most = 20_000

const changeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['block-added', 'block-removed']), block: blockIdSchema, value: blockSchema, ...base }),
  z.strictObject({ kind: z.literal('block-changed'), block: blockIdSchema, ...field, ...base }),
  z.strictObject({
    kind: z.enum(['edge-added', 'edge-removed']),
    edge: z.string().max(200),
    value: edgeSchema,
    ...base,
  }),
  z.strictObject({ kind: z.enum(['slot-added', 'slot-removed']), slot: blockIdSchema, value: slotSchema, ...base }),
  z.strictObject({ kind: z.literal('slot-changed'), slot: blockIdSchema, ...field, ...base }),
  z.strictObject({ kind: z.literal('runtime-changed'), ...field, ...base }),
  z.strictObject({ kind: z.literal('policy-changed'), ...field, ...base }),
])

/** Reads a set from outside. What it leads to is parsed as a document by whoever applies it. */
export const changeSetSchema: z.ZodType<ChangeSet, ChangeSet> = z.strictObject({
  changes: z.array(changeSchema).max(most),
  moves: z.array(z.strictObject({ block: blockIdSchema, before: place.optional(), after: place.optional() })).max(most),
  // Absent and undefined are the same in JSON.
}) as unknown as z.ZodType<ChangeSet, ChangeSet>
