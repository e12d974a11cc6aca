import { type Change, same } from '../diff'
import { type Block, type BlueprintDocument, type Edge, edgeId } from '../document'
import { renameInBlock } from '../fragment'
import type { Layout } from '../layout'
import { freeBlockId } from '../operations'
import type { ChangeSet, Drawing } from './change-set'

type Names = ReadonlyMap<string, string>
type Renamed = { set: ChangeSet; renamed: Names }

/**
 * Two people who add a block of one kind at the same time give both the same id. The later one gets a free id, and all
 * that its author drew and wrote about it follows. `sameIsSame`: a block that says the same is the block meant.
 */
export function renameAdded({ document }: Drawing, set: ChangeSet, sameIsSame: boolean): Renamed {
  const added = set.changes.flatMap((change) => (change.kind === 'block-added' ? [change] : []))
  const clashing = added.filter(({ block, value }) => {
    const present = Object.hasOwn(document.blocks, block) ? document.blocks[block] : undefined
    return present !== undefined && !(sameIsSame && same(present, value))
  })
  // Also ids of blocks that others removed: what the set says of those must not come to mean the renamed one.
  const taken = new Set([...Object.keys(document.blocks), ...blocksIn(set)])
  const renamed = new Map<string, string>()
  for (const { block } of clashing) {
    const fresh = freeBlockId(block.replace(/_\d+$/, ''), taken)
    taken.add(fresh)
    renamed.set(block, fresh)
  }
  return { set: renamed.size === 0 ? set : renameInSet(document, set, renamed), renamed }
}

/** The whole drawing with other names for some of its blocks. */
export function renameInDrawing({ document, layout }: Drawing, names: Names): Drawing {
  const blocks = Object.entries(document.blocks).map(([id, block]) => [nameOf(id, names), renameInBlock(block, names)])
  const edges = Object.values(document.edges).map((edge) => {
    const moved = renameInEdge(edge, names)
    return [edgeId(moved), moved] as const
  })
  return {
    document: { ...document, blocks: Object.fromEntries(blocks), edges: Object.fromEntries(edges) },
    layout: { positions: renameKeys(layout.positions, names) },
  }
}

/** With further names for blocks that stand under a name that is given away: `taken` are all ids there are. */
export function withoutClashes(names: Names, taken: ReadonlySet<string>): Names {
  const all = new Map(names)
  const inUse = new Set([...taken, ...names.keys(), ...names.values()])
  for (const target of names.values()) {
    if (!taken.has(target) || names.has(target)) continue
    const fresh = freeBlockId(target.replace(/_\d+$/, ''), inUse)
    inUse.add(fresh)
    all.set(target, fresh)
  }
  return all
}

/** Every block that a set speaks of. */
export function blocksIn({ changes, moves }: ChangeSet): Set<string> {
  const blocks = new Set(moves.map(({ block }) => block))
  for (const change of changes) {
    if ('block' in change) blocks.add(change.block)
    if ('edge' in change) blocks.add(change.value.from.block).add(change.value.to.block)
  }
  return blocks
}

export function nameOf(id: string, names: Names): string {
  return names.get(id) ?? id
}

function renameKeys(positions: Layout['positions'], names: Names): Layout['positions'] {
  return Object.fromEntries(Object.entries(positions).map(([id, place]) => [nameOf(id, names), place]))
}

/** A set that was made before its blocks got other ids; `document` is the one that has them. */
export function renameInSet(document: BlueprintDocument, { changes, moves }: ChangeSet, names: Names): ChangeSet {
  return {
    changes: changes.map((change) => renameInChange(document, change, names)),
    moves: moves.map((move) => ({ ...move, block: nameOf(move.block, names) })),
  }
}

function renameInChange(document: BlueprintDocument, change: Change, names: Names): Change {
  switch (change.kind) {
    case 'block-removed':
      return { ...change, block: nameOf(change.block, names) }
    case 'block-added':
      return { ...change, block: nameOf(change.block, names), value: renameInBlock(change.value, names) }
    case 'edge-added':
    case 'edge-removed': {
      const value = renameInEdge(change.value, names)
      return { ...change, value, edge: edgeId(value) }
    }
    case 'block-changed': {
      const block = nameOf(change.block, names)
      return { ...change, block, ...renameInField(document.blocks[block], change, names) }
    }
    default:
      return change
  }
}

/** What the author wrote into this one field; the rest of the block is not theirs. */
function renameInField(
  block: Block | undefined,
  change: { field: string; after?: unknown },
  names: Names,
): { after?: unknown } {
  if (block === undefined || !change.field.startsWith('config.') || change.after === undefined) return {}
  const key = change.field.slice('config.'.length)
  return { after: renameInBlock({ ...block, config: { ...block.config, [key]: change.after } }, names).config[key] }
}

function renameInEdge({ from, to }: Edge, names: Names): Edge {
  return { from: { ...from, block: nameOf(from.block, names) }, to: { ...to, block: nameOf(to.block, names) } }
}
