import { BulkheadError } from '../errors'
import type { Change } from './diff'
import { type Block, type BlueprintDocument, documentSchema } from './document'

/** `applyDiff(a, diff(a, b))` equals `b`. Throws `conflict` when a change does not fit `a`. */
export function applyDiff(a: BlueprintDocument, changes: readonly Change[]): BlueprintDocument {
  const result = structuredClone(a)
  for (const change of changes) applyChange(result, change)
  return documentSchema.parse(result)
}

function applyChange(document: BlueprintDocument, change: Change): void {
  switch (change.kind) {
    case 'block-added':
      document.blocks[change.block] = structuredClone(change.value)
      return
    case 'block-removed':
      delete document.blocks[change.block]
      return
    case 'block-changed':
      setBlockField(existing(document.blocks, change.block, 'block'), change)
      return
    case 'edge-added':
      document.edges[change.edge] = structuredClone(change.value)
      return
    case 'edge-removed':
      delete document.edges[change.edge]
      return
    case 'slot-added':
      document.slots[change.slot] = structuredClone(change.value)
      return
    case 'slot-removed':
      delete document.slots[change.slot]
      return
    case 'slot-changed':
      setField(existing(document.slots, change.slot, 'slot'), change.field, change.after)
      return
    case 'runtime-changed':
      setField(document.runtime, change.field, change.after)
      return
    case 'policy-changed':
      setField(document.policy, change.field, change.after)
      return
  }
}

function setBlockField(block: Block, { field, after }: { field: string; after?: unknown }): void {
  if (field.startsWith('config.')) setField(block.config, field.slice('config.'.length), after)
  else setField(block, field, after)
}

function setField(target: object, field: string, value: unknown): void {
  if (value === undefined) Reflect.deleteProperty(target, field)
  else Reflect.set(target, field, structuredClone(value))
}

function existing<T>(record: Record<string, T>, key: string, what: string): T {
  const value = Object.hasOwn(record, key) ? record[key] : undefined
  if (value !== undefined) return value
  throw new BulkheadError('conflict', `The change does not fit: there is no ${what} "${key}".`, {
    details: { [what]: key },
  })
}
