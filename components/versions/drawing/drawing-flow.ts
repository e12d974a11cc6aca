import { MarkerType, type Edge as XyEdge, type Node as XyNode } from '@xyflow/react'
import { type BlockNode, type PortEdge, toEdges, toNodes } from '@/components/canvas/flow-mapping'
import type { Snapshot } from '@/components/canvas/store/history'
import { emptySelection } from '@/components/canvas/store/selection'
import type { Place } from '../compare/change-key'
import type { BlockMark, ComparisonView, EdgeMark } from '../compare/comparison-view'

/** A drawing to look at: as it is, or as two in one. */
export type ShownDrawing = { drawing: Snapshot; marks?: Pick<ComparisonView, 'blocks' | 'edges'> }

export type MarkedNode = XyNode<BlockNode['data'] & { mark: BlockMark | undefined }, 'marked'>
/** Where a block stood before. */
export type GhostNode = XyNode<{ label: string; widthOf: BlockNode['data']['block'] }, 'ghost'>
export type MarkedEdge = XyEdge<{ inLoop: boolean; mark: EdgeMark | undefined }, 'marked'>

const edgeColors = { added: 'var(--success)', removed: 'var(--danger)', same: 'var(--border-strong)' } as const

export function markedNodes(
  { drawing, marks }: ShownDrawing,
  at: Place,
  withMoves: boolean,
): (MarkedNode | GhostNode)[] {
  const selected = at.kind === 'block' ? { blocks: [at.id], edges: [] } : emptySelection
  const nodes = toNodes(drawing, selected, []).map((node): MarkedNode => {
    const mark = marks?.blocks[node.id]
    const moved = withMoves && mark?.movedFrom !== undefined ? { ...mark } : mark && { ...mark, movedFrom: undefined }
    const label = [node.ariaLabel ?? '', ...markWords(moved)].join(', ')
    return { ...node, type: 'marked', data: { ...node.data, mark: moved }, ariaLabel: label, zIndex: zIndexOf(mark) }
  })
  return withMoves ? [...nodes.flatMap(ghostOf), ...nodes] : nodes
}

function ghostOf({ id, data }: MarkedNode): GhostNode[] {
  if (data.mark?.movedFrom === undefined) return []
  return [
    {
      id: `${id}@before`,
      type: 'ghost',
      position: data.mark.movedFrom,
      data: { label: data.block.label, widthOf: data.block },
      selectable: false,
      focusable: false,
      zIndex: -1,
    },
  ]
}

/** What changed stands in front where blocks touch. */
const zIndexOf = (mark: BlockMark | undefined) => (mark === undefined || mark.mark === 'same' ? 0 : 1)

function markWords(mark: BlockMark | undefined): string[] {
  if (mark === undefined) return []
  const words = { added: 'added', removed: 'removed', same: 'unchanged', changed: changesWords(mark.changes) }
  return [words[mark.mark], ...(mark.movedFrom === undefined ? [] : ['moved'])]
}

export function changesWords(changes: number): string {
  return changes === 1 ? '1 change' : `${changes} changes`
}

export function markedEdges({ drawing, marks }: ShownDrawing, at: Place): MarkedEdge[] {
  const selected = at.kind === 'edge' ? { blocks: [], edges: [at.id] } : emptySelection
  return toEdges(drawing.document, selected, []).map((edge) => toMarkedEdge(edge, marks?.edges[edge.id]))
}

function toMarkedEdge(edge: PortEdge, mark: EdgeMark | undefined): MarkedEdge {
  const { data, markerEnd, ariaLabel, ...rest } = edge
  const color = mark === undefined ? undefined : edgeColors[mark]
  const words = mark === undefined || mark === 'same' ? [] : [mark]
  return {
    ...rest,
    type: 'marked',
    data: { inLoop: data?.inLoop === true, mark },
    ariaLabel: [ariaLabel ?? '', ...words].join(', '),
    zIndex: mark === 'added' || mark === 'removed' ? 2 : 0,
    ...(markerEnd === undefined
      ? {}
      : {
          markerEnd:
            color === undefined
              ? markerEnd
              : {
                  type: MarkerType.ArrowClosed,
                  width: mark === 'same' ? 16 : 11,
                  height: mark === 'same' ? 16 : 11,
                  color,
                },
        }),
  }
}
