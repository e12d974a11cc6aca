import type { BlueprintDocument } from '@/domain/blueprint/document'
import type { Layout } from '@/domain/blueprint/layout'
import { blockSize, blockWidth, gridPx, placePorts } from './block-geometry'

export const tidySpacing = { columnGapPx: 40, rowGapPx: 64 } as const

/**
 * A layered layout: each block one row below the lowest of its predecessors, each as near as can be to the ports that
 * lead to it. Blocks of a row never overlap and rows never touch. Cycles (which lint reports) are cut at the block
 * that was met first.
 */
export function tidy(document: BlueprintDocument): Layout {
  const graph = readGraph(document)
  const centres = new Map<string, number>()
  const positions: Layout['positions'] = {}
  intoRows(graph).forEach((row, index) => {
    placeRow(row, graph, centres)
    for (const id of row) {
      positions[id] = { x: snap(centres.get(id) ?? 0), y: index * snap(blockSize.heightPx + tidySpacing.rowGapPx) }
    }
  })
  return { positions }
}

/** Gives a place to blocks that have none, below what is already placed. The same object when nothing was missing. */
export function completeLayout(document: BlueprintDocument, layout: Layout): Layout {
  const missing = Object.keys(document.blocks).filter((id) => !Object.hasOwn(layout.positions, id))
  if (missing.length === 0) return layout
  const placed = Object.values(layout.positions)
  const lowest = Math.max(...placed.map(({ y }) => y))
  const down = placed.length === 0 ? 0 : snap(lowest + blockSize.heightPx + tidySpacing.rowGapPx)
  const tidied = tidy(document).positions
  const added = missing.map((id) => [id, { x: tidied[id]?.x ?? 0, y: (tidied[id]?.y ?? 0) + down }] as const)
  return { positions: { ...layout.positions, ...Object.fromEntries(added) } }
}

/** An edge as tidy sees it: who leads here, and how far right of that block's middle the port is. */
type Incoming = { from: string; offset: number }
type Graph = { ids: string[]; width: Map<string, number>; into: Map<string, Incoming[]> }

function readGraph({ blocks, edges }: BlueprintDocument): Graph {
  const ids = Object.keys(blocks).sort()
  const into = new Map(ids.map((id) => [id, [] as Incoming[]]))
  const width = new Map(Object.entries(blocks).map(([id, block]) => [id, blockWidth(block)]))
  const ports = new Map(Object.entries(blocks).map(([id, block]) => [id, placePorts(block)]))
  for (const { from, to } of Object.values(edges)) {
    if (!width.has(from.block)) continue
    const middle = (width.get(from.block) ?? 0) / 2
    const left = ports.get(from.block)?.find(({ name }) => name === from.port)?.leftPx ?? middle
    into.get(to.block)?.push({ from: from.block, offset: left - middle })
  }
  return { ids, width, into }
}

function intoRows({ ids, into }: Graph): string[][] {
  const rowById = new Map<string, number>()
  const open = new Set<string>()
  const rowOf = (id: string): number => {
    const known = rowById.get(id)
    if (known !== undefined) return known
    if (open.has(id)) return -1
    open.add(id)
    const row = Math.max(-1, ...(into.get(id) ?? []).map(({ from }) => rowOf(from))) + 1
    open.delete(id)
    rowById.set(id, row)
    return row
  }
  const rows: string[][] = []
  for (const id of ids) {
    const row = rowOf(id)
    while (rows.length <= row) rows.push([])
    rows[row]?.push(id)
  }
  return rows.filter((row) => row.length > 0)
}

/** Orders a row by where its blocks would like to stand, then moves them apart, keeping the row's centre of gravity. */
function placeRow(row: string[], graph: Graph, centres: Map<string, number>): void {
  const wish = new Map(row.map((id) => [id, wishOf(id, graph, centres)]))
  row.sort((a, b) => (wish.get(a) ?? 0) - (wish.get(b) ?? 0) || (a < b ? -1 : 1))
  let edge = Number.NEGATIVE_INFINITY
  let drift = 0
  for (const id of row) {
    const half = widthOf(graph, id) / 2
    const centre = Math.max(wish.get(id) ?? 0, edge + tidySpacing.columnGapPx + half)
    centres.set(id, centre)
    drift += centre - (wish.get(id) ?? 0)
    edge = centre + half
  }
  for (const id of row) centres.set(id, (centres.get(id) ?? 0) - drift / row.length)
}

function wishOf(id: string, { into }: Graph, centres: ReadonlyMap<string, number>): number {
  const places = (into.get(id) ?? []).flatMap(({ from, offset }) => {
    const centre = centres.get(from)
    return centre === undefined ? [] : [centre + offset]
  })
  return places.length === 0 ? 0 : places.reduce((sum, place) => sum + place, 0) / places.length
}

function widthOf(graph: Graph, id: string): number {
  return graph.width.get(id) ?? blockSize.widthPx
}

function snap(px: number): number {
  return Math.round(px / gridPx) * gridPx
}
