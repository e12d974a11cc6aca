import { blockKindOf } from './block-kinds/registry'
import { canonicalJson } from './canonical'
import {
  describeBlockField,
  describeEdge,
  describeField,
  describeSetting,
  kindLabel,
  policyWords,
  runtimeWords,
} from './change-words'
import type { Block, BlueprintDocument, Edge, Slot } from './document'

/** `live`: goes out over the control door. `restart`: the runtime must be replaced. */
export type ChangeEffect = 'live' | 'restart'

type Base = {
  rollout: ChangeEffect
  /** What a reviewer looks at together; `permissions` when the change alters what may be reached, or the rules for it. */
  area: 'permissions' | 'blocks' | 'connections' | 'slots' | 'settings'
}

/** One field of something that stays. An absent value is `undefined`: it was added or removed. */
type FieldChange = { field: string; before?: unknown; after?: unknown }

export type Change = Base &
  (
    | { kind: 'block-added' | 'block-removed'; block: string; value: Block }
    /** `field` is `kind`, `label`, or `config.<key>`. */
    | ({ kind: 'block-changed'; block: string } & FieldChange)
    | { kind: 'edge-added' | 'edge-removed'; edge: string; value: Edge }
    | { kind: 'slot-added' | 'slot-removed'; slot: string; value: Slot }
    | ({ kind: 'slot-changed'; slot: string } & FieldChange)
    | ({ kind: 'runtime-changed' } & FieldChange)
    | ({ kind: 'policy-changed' } & FieldChange)
  )

/** What leads from `a` to `b`, in a fixed order. Empty exactly when the two have the same digest. */
export function diff(a: BlueprintDocument, b: BlueprintDocument): Change[] {
  return [...blockChanges(a, b), ...edgeChanges(a, b), ...slotChanges(a, b), ...settingChanges(a, b)]
}

/** A change from `a` to `b` as a sentence for people, without a full stop. */
export function describeChange(change: Change, a: BlueprintDocument, b: BlueprintDocument): string {
  const block = (id: string) => `“${(b.blocks[id] ?? a.blocks[id])?.label ?? id}”`
  switch (change.kind) {
    case 'block-added':
    case 'block-removed': {
      const verb = change.kind === 'block-added' ? 'Added' : 'Removed'
      return `${verb} “${change.value.label}” (${kindLabel(change.value.kind)})`
    }
    case 'block-changed':
      return describeBlockField(change, block(change.block), b.blocks[change.block]?.kind ?? '')
    case 'edge-added':
      return `Connected ${describeEdge(change.value, b)}`
    case 'edge-removed':
      return `Disconnected ${describeEdge(change.value, a)}`
    case 'slot-added':
      return `Added the slot “${change.value.label}”${change.value.required ? ', required' : ''}`
    case 'slot-removed':
      return `Removed the slot “${change.value.label}”`
    case 'slot-changed':
      return describeField(change, `the slot “${(b.slots[change.slot] ?? a.slots[change.slot])?.label ?? change.slot}”`)
    case 'runtime-changed':
      return describeSetting(change, runtimeWords)
    case 'policy-changed':
      return describeSetting(change, policyWords)
  }
}

function blockChanges(a: BlueprintDocument, b: BlueprintDocument): Change[] {
  const { added, removed, kept } = compareKeys(a.blocks, b.blocks)
  return [
    ...removed.map(([block, value]): Change => ({ kind: 'block-removed', block, value, ...blockBase(value, null) })),
    ...added.map(([block, value]): Change => ({ kind: 'block-added', block, value, ...blockBase(null, value) })),
    ...kept.flatMap(([block, before, after]) =>
      fieldChanges(flatBlock(before), flatBlock(after)).map((change): Change => {
        return { kind: 'block-changed', block, ...change, ...changedBase(before, after, change.field) }
      }),
    ),
  ]
}

function edgeChanges(a: BlueprintDocument, b: BlueprintDocument): Change[] {
  const { added, removed, kept } = compareKeys(a.edges, b.edges)
  const moved = kept.filter(([, before, after]) => !same(before, after))
  const base = { rollout: 'live', area: 'connections' } as const
  const change = (kind: 'edge-added' | 'edge-removed', edge: string, value: Edge): Change => ({
    kind,
    edge,
    value,
    ...base,
  })
  return [
    ...removed.map(([edge, value]) => change('edge-removed', edge, value)),
    ...moved.flatMap(([edge, before, after]) => [
      change('edge-removed', edge, before),
      change('edge-added', edge, after),
    ]),
    ...added.map(([edge, value]) => change('edge-added', edge, value)),
  ]
}

function slotChanges(a: BlueprintDocument, b: BlueprintDocument): Change[] {
  const { added, removed, kept } = compareKeys(a.slots, b.slots)
  const base = { rollout: 'live', area: 'slots' } as const
  return [
    ...removed.map(([slot, value]): Change => ({ kind: 'slot-removed', slot, value, ...base })),
    ...added.map(([slot, value]): Change => ({ kind: 'slot-added', slot, value, ...base })),
    ...kept.flatMap(([slot, before, after]) =>
      fieldChanges(before, after).map((change): Change => ({ kind: 'slot-changed', slot, ...change, ...base })),
    ),
  ]
}

function settingChanges(a: BlueprintDocument, b: BlueprintDocument): Change[] {
  return [
    ...fieldChanges(a.runtime, b.runtime).map((change): Change => {
      return { kind: 'runtime-changed', ...change, rollout: 'restart', area: 'settings' }
    }),
    ...fieldChanges(a.policy, b.policy).map((change): Change => {
      const area = change.field === 'rules' ? 'permissions' : 'settings'
      return { kind: 'policy-changed', ...change, rollout: 'live', area }
    }),
  ]
}

function blockBase(before: Block | null, after: Block | null): Pick<Change, 'rollout' | 'area'> {
  const uses = (block: Block | null) => (block === null ? [] : (blockKindOf(block.kind)?.uses(block.config) ?? []))
  return { rollout: 'live', area: same(uses(before), uses(after)) ? 'blocks' : 'permissions' }
}

/** Whether this one field changes what the block may reach: the block before, with this field as it is after. */
function changedBase(before: Block, after: Block, field: string): Pick<Change, 'rollout' | 'area'> {
  if (field === 'kind') return blockBase(before, after)
  if (!field.startsWith('config.')) return { rollout: 'live', area: 'blocks' }
  const key = field.slice('config.'.length)
  return blockBase(before, { ...before, config: { ...before.config, [key]: after.config[key] } })
}

function flatBlock(block: Block): Record<string, unknown> {
  const config = Object.entries(block.config).map(([key, value]) => [`config.${key}`, value])
  return { kind: block.kind, label: block.label, handling: block.handling, ...Object.fromEntries(config) }
}

type Field = { field: string; before?: unknown; after?: unknown }

function fieldChanges(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): Field[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .sort()
    .filter((field) => !same(a[field], b[field]))
    .map((field) => ({
      field,
      ...(a[field] === undefined ? {} : { before: a[field] }),
      ...(b[field] === undefined ? {} : { after: b[field] }),
    }))
}

/** Whether two values say the same; a part that both share is not read. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (a === undefined || b === undefined) return a === b
  return canonicalJson(a) === canonicalJson(b)
}

type Compared<T> = { added: [string, T][]; removed: [string, T][]; kept: [string, T, T][] }

function compareKeys<T>(a: Readonly<Record<string, T>>, b: Readonly<Record<string, T>>): Compared<T> {
  const result: Compared<T> = { added: [], removed: [], kept: [] }
  if (a === b) return result
  for (const key of [...new Set([...Object.keys(a), ...Object.keys(b)])].sort()) {
    const before = Object.hasOwn(a, key) ? a[key] : undefined
    const after = Object.hasOwn(b, key) ? b[key] : undefined
    if (before === undefined && after !== undefined) result.added.push([key, after])
    else if (before !== undefined && after === undefined) result.removed.push([key, before])
    else if (before !== undefined && after !== undefined && before !== after) result.kept.push([key, before, after])
  }
  return result
}
