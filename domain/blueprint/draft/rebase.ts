import { type Change, same } from '../diff'
import type { Block, BlueprintDocument, Edge, Slot } from '../document'
import type { Layout } from '../layout'
import type { ChangeSet, Drawing } from './change-set'
import { renameAdded } from './rename-added'

/**
 * `exact`: the drawing is the one that the set was made against. `later-wins`: others changed it since; what only one
 * side touched merges, and on the same field the set wins. `own-only`: touches nothing that is not as the set left it
 * behind (undo), so what others did since stays.
 */
export type RebaseMode = 'exact' | 'later-wins' | 'own-only'

/** A value that did not survive: `before`, which the change replaced, or `after`, which found nothing to change. */
export type Lost = { change: Change; value: 'before' | 'after' }

export type Rebased = {
  drawing: Drawing
  /** Blocks of the set whose id another block had meanwhile: old id → new id. */
  renamed: ReadonlyMap<string, string>
  lost: readonly Lost[]
  /** Changes that `own-only` left alone. */
  kept: readonly Change[]
}

export function rebase(present: Drawing, changeSet: ChangeSet, mode: RebaseMode): Rebased {
  const { set, renamed } =
    mode === 'exact' ? { set: changeSet, renamed: new Map() } : renameAdded(present, changeSet, mode === 'own-only')
  const work = new Rebase(present, set, mode)
  for (const change of set.changes) work.apply(change)
  for (const move of set.moves) work.move(move)
  return { drawing: work.drawing(present), renamed, lost: work.lost, kept: work.kept }
}

/** `applyChanges(a, changesBetween(a, b))` says the same as `b`. Parts that did not change are the same objects. */
export function applyChanges(drawing: Drawing, set: ChangeSet): Drawing {
  return rebase(drawing, set, 'exact').drawing
}

type FieldsChange = { field: string; before?: unknown; after?: unknown }

class Rebase {
  readonly lost: Lost[] = []
  readonly kept: Change[] = []
  private readonly mode: RebaseMode
  private readonly blocks: Record<string, Block>
  private readonly edges: Record<string, Edge>
  private readonly slots: Record<string, Slot>
  private runtime: BlueprintDocument['runtime']
  private policy: BlueprintDocument['policy']
  private readonly positions: Layout['positions']
  private readonly edgesTaken: ReadonlySet<string>

  constructor({ document, layout }: Drawing, set: ChangeSet, mode: RebaseMode) {
    this.mode = mode
    this.blocks = { ...document.blocks }
    this.edges = { ...document.edges }
    this.slots = { ...document.slots }
    this.runtime = document.runtime
    this.policy = document.policy
    this.positions = { ...layout.positions }
    this.edgesTaken = new Set(set.changes.flatMap((change) => (change.kind === 'edge-removed' ? [change.edge] : [])))
  }

  apply(change: Change): void {
    switch (change.kind) {
      case 'block-added':
        this.add(this.blocks, change.block, change.value, change)
        return
      case 'slot-added':
        this.add(this.slots, change.slot, change.value, change)
        return
      case 'block-removed':
        this.removeBlock(change.block, change)
        return
      case 'slot-removed':
        if (this.mayRemove(this.slots[change.slot], change.value, change)) delete this.slots[change.slot]
        return
      case 'block-changed':
        this.changeItem(this.blocks, change.block, change, writeBlockField)
        return
      case 'slot-changed':
        this.changeItem(this.slots, change.slot, change, writeField)
        return
      case 'edge-added':
        this.addEdge(change.edge, change.value, change)
        return
      case 'edge-removed':
        this.removeEdge(change.edge, change.value)
        return
      case 'runtime-changed':
        if (this.mayWrite(readField(this.runtime, change.field), change))
          this.runtime = writeField(this.runtime, change)
        return
      case 'policy-changed':
        if (this.mayWrite(readField(this.policy, change.field), change)) this.policy = writeField(this.policy, change)
        return
    }
  }

  move({ block, before, after }: ChangeSet['moves'][number]): void {
    if (this.mode !== 'exact' && after !== undefined && !Object.hasOwn(this.blocks, block)) return
    if (this.mode !== 'exact' && after === undefined && Object.hasOwn(this.blocks, block)) return
    if (this.mode === 'own-only' && before !== undefined && !same(this.positions[block], before)) return
    if (after === undefined) delete this.positions[block]
    else this.positions[block] = after
  }

  drawing({ document, layout }: Drawing): Drawing {
    const next = {
      ...document,
      blocks: kept(document.blocks, this.blocks),
      edges: kept(document.edges, this.edges),
      slots: kept(document.slots, this.slots),
      runtime: this.runtime,
      policy: this.policy,
    }
    const positions = kept(layout.positions, this.positions)
    return {
      document: kept(document, next),
      layout: positions === layout.positions ? layout : { positions },
    }
  }

  private add<T>(items: Record<string, T>, key: string, value: T, change: Change): void {
    const present = own(items, key)
    if (present !== undefined && !same(present, value) && this.mode !== 'exact') {
      if (this.mode === 'own-only') {
        this.kept.push(change)
        return
      }
      this.lost.push({ change: { ...change, value: present } as Change, value: 'before' })
    }
    items[key] = value
  }

  private removeBlock(id: string, change: Extract<Change, { kind: 'block-added' | 'block-removed' }>): void {
    const present = own(this.blocks, id)
    const alien = Object.entries(this.edges).filter(([key, edge]) => touches(edge, id) && !this.edgesTaken.has(key))
    if (this.mode === 'own-only' && present !== undefined && alien.length > 0) {
      this.kept.push(change)
      return
    }
    if (!this.mayRemove(present, change.value, change)) return
    delete this.blocks[id]
    if (this.mode === 'exact') return
    delete this.positions[id]
    for (const [key] of alien) delete this.edges[key]
  }

  private mayRemove<T extends Block | Slot>(present: T | undefined, value: T, change: Change): boolean {
    if (present === undefined) return false
    if (this.mode === 'exact' || same(present, value)) return true
    if (this.mode === 'own-only') this.kept.push(change)
    else this.lost.push({ change: { ...change, value: present } as Change, value: 'before' })
    return this.mode === 'later-wins'
  }

  private changeItem<T extends object>(
    items: Record<string, T>,
    key: string,
    change: Change & FieldsChange,
    write: (item: T, change: FieldsChange) => T,
  ): void {
    const item = own(items, key)
    if (item === undefined) this.lost.push({ change, value: 'after' })
    else if (this.mayWrite(readField(item, change.field), change)) items[key] = write(item, change)
  }

  private mayWrite(present: unknown, change: Change & FieldsChange): boolean {
    if (this.mode === 'exact' || same(present, change.before) || same(present, change.after)) return true
    if (this.mode === 'own-only') this.kept.push(change)
    else this.lost.push({ change: withBefore(change, present), value: 'before' })
    return this.mode === 'later-wins'
  }

  private addEdge(key: string, edge: Edge, change: Change): void {
    const ends = Object.hasOwn(this.blocks, edge.from.block) && Object.hasOwn(this.blocks, edge.to.block)
    if (ends || this.mode === 'exact') this.edges[key] = edge
    else this.lost.push({ change, value: 'after' })
  }

  /** A block that undo left standing, because others built on it, keeps its connections. */
  private removeEdge(key: string, edge: Edge): void {
    const stays = this.kept.some((change) => change.kind === 'block-removed' && touches(edge, change.block))
    if (!stays) delete this.edges[key]
  }
}

function touches({ from, to }: Edge, block: string): boolean {
  return from.block === block || to.block === block
}

function own<T>(items: Record<string, T>, key: string): T | undefined {
  return Object.hasOwn(items, key) ? items[key] : undefined
}

function readField(item: object, field: string): unknown {
  if (field.startsWith('config.') && 'config' in item) return readField(Object(item.config), field.slice(7))
  return Object.hasOwn(item, field) ? Reflect.get(item, field) : undefined
}

function writeBlockField(block: Block, change: FieldsChange): Block {
  if (!change.field.startsWith('config.')) return writeField(block, change)
  return { ...block, config: writeField(block.config, { ...change, field: change.field.slice(7) }) }
}

function writeField<T extends object>(item: T, { field, after }: FieldsChange): T {
  const { [field]: _, ...rest } = item as Record<string, unknown>
  return (after === undefined ? rest : { ...item, [field]: after }) as T
}

function withBefore<T extends Change & FieldsChange>(change: T, before: unknown): T {
  const { before: _, ...rest } = change
  return (before === undefined ? rest : { ...rest, before }) as T
}

/** The object of before when every member still is the one of before. */
function kept<T extends object>(before: T, after: T): T {
  const keys = Object.keys(after)
  const unchanged = keys.length === Object.keys(before).length
  return unchanged && keys.every((key) => Reflect.get(after, key) === Reflect.get(before, key)) ? before : after
}
