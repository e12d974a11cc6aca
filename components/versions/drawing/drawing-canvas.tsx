'use client'

import '@xyflow/react/dist/base.css'
import '@/components/canvas/surface/canvas.css'
import './drawing.css'
import {
  type AriaLabelConfig,
  Background,
  BackgroundVariant,
  type EdgeChange,
  type EdgeTypes,
  MiniMap,
  type Node,
  type NodeChange,
  type NodeTypes,
  ReactFlow,
  ReactFlowProvider,
  useNodesInitialized,
  useReactFlow,
} from '@xyflow/react'
import { useTheme } from 'next-themes'
import { useEffect, useMemo, useRef, useState } from 'react'
import { blockOrigin, blockSize } from '@/components/canvas/block-geometry'
import { surfaceClass } from '@/components/canvas/surface/viewport'
import { ZoomPanel } from '@/components/canvas/surface/zoom-controls'
import { TooltipProvider } from '@/components/ui/tooltip'
import { type Place, placeOf } from '../compare/change-key'
import type { Mark } from '../compare/comparison-view'
import { markedEdges, markedNodes, type ShownDrawing } from './drawing-flow'
import { Ghost, MarkedBlock } from './marked-block'
import { MarkedEdge } from './marked-edge'
import { useMeasured } from './use-measured'

const nodeTypes: NodeTypes = { marked: MarkedBlock, ghost: Ghost }
const edgeTypes: EdgeTypes = { marked: MarkedEdge }
const worthAnOverview = 6
const everything = { padding: 0.12, maxZoom: 1 }
const minimapSize = { width: 152, height: 100 }
const ariaLabels: Partial<AriaLabelConfig> = {
  'node.a11yDescription.default': 'Press Enter or Space to show what changed in this block.',
  'node.a11yDescription.keyboardDisabled': 'Press Enter or Space to show what changed in this block.',
  'edge.a11yDescription.default': 'Press Enter or Space to show what changed at this connection.',
}

export type Wish = { key: string }

type DrawingCanvasProps = ShownDrawing & {
  label: string
  /** What is selected, as a key of `change-key.ts`. */
  at: string | null
  /** What shall come into the middle: asked for elsewhere than on the drawing. Each wish is an object of its own. */
  wish: Wish | null
  onSelect: (place: Place) => void
  /** Draws where moved blocks stood before. */
  withMoves?: boolean
}

/** A drawing to look at: nothing in it can be moved or changed. */
export function DrawingCanvas(props: DrawingCanvasProps) {
  return (
    <ReactFlowProvider>
      <TooltipProvider delay={400}>
        <Surface {...props} />
      </TooltipProvider>
    </ReactFlowProvider>
  )
}

function Surface({ drawing, marks, label, at, wish, onSelect, withMoves = false }: DrawingCanvasProps) {
  const { resolvedTheme } = useTheme()
  const place = useMemo(() => placeOf(at), [at])
  const shown = useMemo(() => ({ drawing, ...(marks && { marks }) }), [drawing, marks])
  const nodes = useMemo(() => markedNodes(shown, place, withMoves), [shown, place, withMoves])
  const edges = useMemo(() => markedEdges(shown, place), [shown, place])
  const measured = useMeasured(nodes)
  const [fit] = useState(wish === null)
  useCentre(shown, wish)
  return (
    <ReactFlow
      className={surfaceClass}
      nodes={measured.nodes}
      edges={edges}
      onNodesChange={(changes) => {
        measured.onNodesChange(changes)
        const id = newlySelected(changes)
        if (id !== undefined) onSelect({ kind: 'block', id })
      }}
      onEdgesChange={(changes) => {
        const id = newlySelected(changes)
        if (id !== undefined) onSelect({ kind: 'edge', id })
      }}
      onPaneClick={() => onSelect({ kind: 'none' })}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      nodeOrigin={blockOrigin}
      colorMode={resolvedTheme === 'dark' ? 'dark' : 'light'}
      nodesDraggable={false}
      nodesConnectable={false}
      deleteKeyCode={null}
      selectionKeyCode={null}
      multiSelectionKeyCode={null}
      zoomOnDoubleClick={false}
      panOnScroll
      minZoom={0.15}
      maxZoom={2}
      fitView={fit}
      fitViewOptions={everything}
      ariaLabelConfig={ariaLabels}
      aria-label={label}
    >
      <Background variant={BackgroundVariant.Dots} gap={24} size={1.4} />
      {nodes.length >= worthAnOverview && (
        <MiniMap
          pannable
          zoomable
          ariaLabel={`Overview of: ${label}`}
          nodeColor={minimapColor}
          style={minimapSize}
          nodeBorderRadius={16}
          className="max-lg:hidden"
        />
      )}
      <ZoomPanel />
    </ReactFlow>
  )
}

const markColors: Record<Mark, string> = {
  added: 'var(--success)',
  removed: 'var(--danger)',
  changed: 'var(--warning)',
  same: 'var(--border)',
}

function minimapColor({ data }: Node): string {
  const mark = (data as { mark?: { mark: Mark } }).mark?.mark
  return mark === undefined ? 'var(--border-strong)' : markColors[mark]
}

function newlySelected(changes: readonly (NodeChange | EdgeChange)[]): string | undefined {
  for (const change of changes) if (change.type === 'select' && change.selected) return change.id
  return undefined
}

function useCentre({ drawing }: ShownDrawing, wish: Wish | null): void {
  const { setCenter, getZoom, fitView } = useReactFlow()
  const ready = useNodesInitialized()
  const granted = useRef<Wish | null>(null)
  useEffect(() => {
    if (!ready || wish === null || wish === granted.current) return
    const isFirst = granted.current === null
    granted.current = wish
    const centre = centreOf(drawing, placeOf(wish.key))
    if (centre !== undefined) void setCenter(centre.x, centre.y, { zoom: Math.max(getZoom(), 0.7), duration: 250 })
    else if (isFirst) void fitView(everything)
  }, [drawing, wish, ready, setCenter, getZoom, fitView])
}

function centreOf({ document, layout }: ShownDrawing['drawing'], place: Place) {
  const edge = place.kind === 'edge' ? document.edges[place.id] : undefined
  const ids = edge !== undefined ? [edge.from.block, edge.to.block] : place.kind === 'block' ? [place.id] : []
  const points = ids.flatMap((id) => layout.positions[id] ?? [])
  if (points.length === 0) return undefined
  const middle = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  return { x: middle(points.map(({ x }) => x)), y: middle(points.map(({ y }) => y)) + blockSize.heightPx / 2 }
}
