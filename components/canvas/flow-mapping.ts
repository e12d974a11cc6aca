import { type Connection, MarkerType, type NodeChange, type Edge as XyEdge, type Node as XyNode } from '@xyflow/react'
import type { Block, BlueprintDocument, Edge } from '@/domain/blueprint/document'
import type { Layout } from '@/domain/blueprint/layout'
import { bodiesOf, regionOf } from '@/domain/blueprint/regions'
import { kindLabel } from './block-words'
import type { Point } from './store/editor-store'
import type { Snapshot } from './store/history'
import type { Selection } from './store/selection'

/**
 * The only file that knows both the drawing and React Flow. What React Flow adds (selection, measured sizes, a drag in
 * progress) stays on its nodes and never comes back from here.
 */
export type BlockNode = XyNode<{ block: Block; loop: string | undefined }, 'block'>
export type PortEdge = XyEdge<{ inLoop: boolean }, 'port'>

/** Nodes that did not change are the same objects as in `previous`, so that React renders only what did. */
export function toNodes({ document, layout }: Snapshot, selection: Selection, previous: readonly BlockNode[]) {
  const known = new Map(previous.map((node) => [node.id, node]))
  const selected = new Set(selection.blocks)
  const loops = loopsOf(document)
  const nodes = Object.entries(document.blocks).map(([id, block]) => {
    const loop = loops.get(id)
    const data = { block, loop: loop && document.blocks[loop]?.label }
    return toNode(id, data, layout.positions[id] ?? { x: 0, y: 0 }, selected.has(id), known.get(id))
  })
  return keepIfSame(nodes, previous)
}

export function toEdges(document: BlueprintDocument, selection: Selection, previous: readonly PortEdge[]) {
  const known = new Map(previous.map((edge) => [edge.id, edge]))
  const selected = new Set(selection.edges)
  const loops = loopsOf(document)
  const edges = Object.entries(document.edges).map(([id, edge]) =>
    toEdge(id, edge, { document, inLoop: loops.has(edge.to.block) }, selected.has(id), known.get(id)),
  )
  return keepIfSame(edges, previous)
}

/** The edge that a drawn connection stands for, or undefined while one of its ends is open. */
export function edgeOf({ source, sourceHandle, target, targetHandle }: Connection | PortEdge): Edge | undefined {
  if (!sourceHandle || !targetHandle) return undefined
  return { from: { block: source, port: sourceHandle }, to: { block: target, port: targetHandle } }
}

export function blockOf(node: BlockNode): Block {
  return node.data.block
}

export function positionsOf(nodes: readonly BlockNode[]): Layout['positions'] {
  return Object.fromEntries(nodes.map((node) => [node.id, { x: node.position.x, y: node.position.y }]))
}

/**
 * Where blocks came to rest: the end of a drag, and arrow keys (which never call drag handlers). Positions of a drag
 * that goes on are React Flow's own business.
 */
export function restingPlaces(changes: readonly NodeChange<BlockNode>[]): Record<string, Point> {
  const places: Record<string, Point> = {}
  for (const change of changes) {
    if (change.type === 'position' && change.dragging !== true && change.position !== undefined) {
      places[change.id] = { x: change.position.x, y: change.position.y }
    }
  }
  return places
}

function toNode(
  id: string,
  data: BlockNode['data'],
  position: Point,
  selected: boolean,
  known: BlockNode | undefined,
): BlockNode {
  const place = known?.dragging === true ? known.position : position
  const same = known !== undefined && known.data.block === data.block && known.data.loop === data.loop
  if (same && known.selected === selected && samePlace(known, place)) return known
  return {
    ...known,
    id,
    type: 'block',
    position: place,
    selected,
    data: same ? known.data : data,
    ariaLabel: nodeLabel(data),
  }
}

function toEdge(
  id: string,
  edge: Edge,
  { document, inLoop }: { document: BlueprintDocument; inLoop: boolean },
  selected: boolean,
  known: PortEdge | undefined,
): PortEdge {
  const ariaLabel = edgeLabel(edge, document)
  const same = known !== undefined && known.ariaLabel === ariaLabel && known.data?.inLoop === inLoop
  if (same && known.selected === selected) return known
  return {
    id,
    type: 'port',
    source: edge.from.block,
    sourceHandle: edge.from.port,
    target: edge.to.block,
    targetHandle: edge.to.port,
    selected,
    ariaLabel,
    data: { inLoop },
    markerEnd: {
      type: MarkerType.ArrowClosed,
      width: 16,
      height: 16,
      color: inLoop ? 'var(--group-control)' : 'var(--border-strong)',
    },
  }
}

function nodeLabel({ block, loop }: BlockNode['data']): string {
  const label = `${block.label}, ${kindLabel(block.kind)}`
  return loop === undefined ? label : `${label}, for each item of ${loop}`
}

/** Block → the innermost loop that runs it. Worked out once a drawing: selecting and moving ask again and again. */
function loopsOf(document: BlueprintDocument): ReadonlyMap<string, string> {
  const known = loopsByDrawing.get(document)
  if (known !== undefined) return known
  const bodies = bodiesOf(document)
  const loops = new Map<string, string>()
  for (const id of new Set([...bodies.values()].flatMap((body) => [...body]))) {
    const loop = regionOf(bodies, id)
    if (loop !== undefined) loops.set(id, loop)
  }
  loopsByDrawing.set(document, loops)
  return loops
}

const loopsByDrawing = new WeakMap<BlueprintDocument, ReadonlyMap<string, string>>()

function edgeLabel({ from, to }: Edge, { blocks }: BlueprintDocument): string {
  return `Connection from ${blocks[from.block]?.label ?? from.block} to ${blocks[to.block]?.label ?? to.block}`
}

function samePlace(node: BlockNode, place: Point): boolean {
  return node.position.x === place.x && node.position.y === place.y
}

function keepIfSame<T>(next: T[], previous: readonly T[]): T[] {
  const same = next.length === previous.length && next.every((item, index) => item === previous[index])
  return same ? (previous as T[]) : next
}
