import { freePlace } from '@/components/canvas/free-place'
import type { Point } from '@/components/canvas/store/editor-store'
import type { Snapshot } from '@/components/canvas/store/history'
import { completeLayout } from '@/components/canvas/tidy'
import type { PortSpec } from '@/domain/blueprint/block-kind'
import { blockKindOf } from '@/domain/blueprint/block-kinds/registry'
import type { Change } from '@/domain/blueprint/diff'
import type { Block, BlueprintDocument } from '@/domain/blueprint/document'

export type Mark = 'added' | 'removed' | 'changed' | 'same'

export type BlockMark = {
  mark: Mark
  /** How many of its own settings changed. */
  changes: number
  /** Where it stood before, as far as it moved more than the drawing did as a whole. */
  movedFrom: Point | undefined
  /** Ports that it has no longer, at which removed connections end. */
  lostOutputs: readonly PortSpec[]
  lostInput: boolean
}

export type EdgeMark = Exclude<Mark, 'changed'>

/** Two drawings as one: what either has stands in it, once. */
export type ComparisonView = {
  drawing: Snapshot
  blocks: Readonly<Record<string, BlockMark>>
  edges: Readonly<Record<string, EdgeMark>>
  moves: number
}

export function comparisonView(from: Snapshot, to: Snapshot, changes: readonly Change[]): ComparisonView {
  const [before, after] = [complete(from), complete(to)]
  const document: BlueprintDocument = {
    ...to.document,
    blocks: { ...from.document.blocks, ...to.document.blocks },
    edges: { ...from.document.edges, ...to.document.edges },
  }
  const shift = commonShift(before, after)
  const changed = countChanges(changes)
  const blocks = mapValues(document.blocks, (_, id): BlockMark => {
    const mark = markOf(from.document.blocks, to.document.blocks, id)
    const count = changed.get(id) ?? 0
    const lost = lostPorts(from.document, to.document, id)
    const movedFrom = moveOf(before, after, shift, id)
    return { mark: mark === 'same' && count > 0 ? 'changed' : mark, changes: count, movedFrom, ...lost }
  })
  return {
    drawing: { document, layout: placeRemoved({ before, after, document, shift }) },
    blocks,
    edges: mapValues(document.edges, (_, id) => markOf(from.document.edges, to.document.edges, id)),
    moves: Object.values(blocks).filter(({ movedFrom }) => movedFrom !== undefined).length,
  }
}

function complete({ document, layout }: Snapshot): Snapshot {
  return { document, layout: completeLayout(document, layout) }
}

function markOf(from: object, to: object, id: string): EdgeMark {
  if (!Object.hasOwn(from, id)) return 'added'
  return Object.hasOwn(to, id) ? 'same' : 'removed'
}

function countChanges(changes: readonly Change[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const change of changes) {
    if (change.kind === 'block-changed') counts.set(change.block, (counts.get(change.block) ?? 0) + 1)
  }
  return counts
}

/** What most blocks moved by: a drawing that was shifted as a whole, or grew above, has not moved. */
function commonShift(before: Snapshot, after: Snapshot): Point {
  const moves = Object.entries(before.layout.positions).flatMap(([id, old]) => {
    const now = after.layout.positions[id]
    return now === undefined ? [] : [{ x: now.x - old.x, y: now.y - old.y }]
  })
  return { x: median(moves.map(({ x }) => x)), y: median(moves.map(({ y }) => y)) }
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
}

function moveOf(before: Snapshot, after: Snapshot, shift: Point, id: string): Point | undefined {
  const [old, now] = [before.layout.positions[id], after.layout.positions[id]]
  if (old === undefined || now === undefined) return undefined
  if (!Object.hasOwn(before.document.blocks, id) || !Object.hasOwn(after.document.blocks, id)) return undefined
  const expected = { x: old.x + shift.x, y: old.y + shift.y }
  return expected.x === now.x && expected.y === now.y ? undefined : expected
}

/** What is gone is drawn where it stood, beside whatever stands there now. */
function placeRemoved(drawings: { before: Snapshot; after: Snapshot; document: BlueprintDocument; shift: Point }) {
  const { before, after, document, shift } = drawings
  let layout = {
    positions: Object.fromEntries(
      Object.keys(after.document.blocks).flatMap((id) => {
        const place = after.layout.positions[id]
        return place === undefined ? [] : [[id, place]]
      }),
    ),
  }
  for (const id of Object.keys(before.document.blocks)) {
    const old = before.layout.positions[id]
    if (Object.hasOwn(after.document.blocks, id) || old === undefined) continue
    const place = freePlace({ document, layout }, { x: old.x + shift.x, y: old.y + shift.y })
    layout = { positions: { ...layout.positions, [id]: place } }
  }
  return layout
}

function lostPorts(from: BlueprintDocument, to: BlueprintDocument, id: string) {
  const [old, now] = [from.blocks[id], to.blocks[id]]
  if (old === undefined || now === undefined) return { lostOutputs: [], lostInput: false }
  const kept = new Set(outputs(now).map(({ name }) => name))
  const gone = Object.values(from.edges).filter((edge) => edge.from.block === id && !kept.has(edge.from.port))
  const names = [...new Set(gone.map((edge) => edge.from.port))]
  const labels = new Map(outputs(old).map(({ name, label }) => [name, label]))
  const led = Object.values(from.edges).some((edge) => edge.to.block === id)
  return {
    lostOutputs: names.map((name) => ({ name, label: labels.get(name) ?? name })),
    lostInput: led && (blockKindOf(now.kind)?.inputs(now.config).length ?? 1) === 0,
  }
}

function outputs(block: Block): readonly PortSpec[] {
  return blockKindOf(block.kind)?.outputs(block.config) ?? []
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, map: (value: T, key: string) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]))
}
