import { type Connection, MarkerType, type NodeChange, type Edge as XyEdge, type Node as XyNode } from '@xyflow/react'
import type { Block, BlueprintDocument, Edge } from '@/domain/blueprint/document'
import type { Layout } from '@/domain/blueprint/layout'
import { kindLabel } from './block-words'
import type { Point } from './store/editor-store'
import type { Snapshot } from './store/history'
import type { Selection } from './store/selection'

/**
 * The only file that knows both the drawing and React Flow. What React Flow adds (selection, measured sizes, a drag in
 * progress) stays on its nodes and never comes back from here.
 */
export type BlockNode = XyNode<{ block: Block }, 'block'>
export type PortEdge = XyEdge<Record<string, never>, 'port'>

/** Nodes that did not change are the same objects as in `previous`, so that React renders only what did. */
export function toNodes({ document, layout }: Snapshot, selection: Selection, previous: readonly BlockNode[]) {
  const known = new Map(previous.map((node) => [node.id, node]))
  const selected = new Set(selection.blocks)
  const nodes = Object.entries(document.blocks).map(([id, block]) =>
    toNode(id, block, layout.positions[id] ?? { x: 0, y: 0 }, selected.has(id), known.get(id)),
  )
  return keepIfSame(nodes, previous)
}

export function toEdges(document: BlueprintDocument, selection: Selection, previous: readonly PortEdge[]) {
  const known = new Map(previous.map((edge) => [edge.id, edge]))
  const selected = new Set(selection.edges)
  const edges = Object.entries(document.edges).map(([id, edge]) =>
    toEdge(id, edge, document, selected.has(id), known.get(id)),
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

function toNode(id: string, block: Block, position: Point, selected: boolean, known: BlockNode | undefined): BlockNode {
  const place = known?.dragging === true ? known.position : position
  if (known !== undefined && known.data.block === block && known.selected === selected && samePlace(known, place)) {
    return known
  }
  return {
    ...known,
    id,
    type: 'block',
    position: place,
    selected,
    data: known?.data.block === block ? known.data : { block },
    ariaLabel: `${block.label}, ${kindLabel(block.kind)}`,
  }
}

function toEdge(
  id: string,
  edge: Edge,
  document: BlueprintDocument,
  selected: boolean,
  known: PortEdge | undefined,
): PortEdge {
  const ariaLabel = edgeLabel(edge, document)
  if (known !== undefined && known.selected === selected && known.ariaLabel === ariaLabel) return known
  return {
    id,
    type: 'port',
    source: edge.from.block,
    sourceHandle: edge.from.port,
    target: edge.to.block,
    targetHandle: edge.to.port,
    selected,
    ariaLabel,
    markerEnd: { type: MarkerType.ArrowClosed, width: 16, height: 16, color: 'var(--border-strong)' },
  }
}

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
