'use client'

import '@xyflow/react/dist/base.css'
import './canvas.css'
import {
  type AriaLabelConfig,
  Background,
  BackgroundVariant,
  ConnectionLineType,
  type EdgeTypes,
  MiniMap,
  type NodeTypes,
  ReactFlow,
  SelectionMode,
} from '@xyflow/react'
import { useTheme } from 'next-themes'
import { blockKindOf } from '@/domain/blueprint/block-kinds/registry'
import { blockOrigin, gridPx } from '../block-geometry'
import { BlockFrame } from '../blocks/block-frame'
import { groupStyles } from '../blocks/group-styles'
import { useConnecting } from '../connect/use-connecting'
import { useEditor } from '../editor-context'
import { type BlockNode, blockOf } from '../flow-mapping'
import { EmptyCanvas } from './empty-canvas'
import { PortEdge } from './port-edge'
import { useDropBlock } from './use-drop-block'
import { useFlowView } from './use-flow-view'
import { useReveal } from './use-reveal'
import { surfaceClass } from './viewport'
import { ZoomControls } from './zoom-controls'

const nodeTypes: NodeTypes = { block: BlockFrame }
const edgeTypes: EdgeTypes = { port: PortEdge }
const snapGrid: [number, number] = [gridPx, gridPx]
/** A small drawing is its own overview. */
const worthAnOverview = 6
const minimapSize = { width: 168, height: 112 }
const ariaLabels: Partial<AriaLabelConfig> = {
  'node.a11yDescription.default':
    'Press Enter to edit this block, Space to select it. While it is selected, arrow keys move it, C connects it, Delete removes it and Escape deselects it.',
  'edge.a11yDescription.default': 'Press Enter or Space to select this connection, then Delete to remove it.',
  'node.a11yDescription.ariaLiveMessage': ({ direction, x, y }) => `Moved ${direction} to ${x}, ${y}.`,
}

/** React Flow, controlled by the store. `readOnly` shows the drawing and changes nothing. */
export function Canvas({ readOnly }: { readOnly: boolean }) {
  const view = useFlowView()
  const connecting = useConnecting()
  const dropping = useDropBlock()
  const { resolvedTheme } = useTheme()
  const blocks = useEditor((state) => Object.keys(state.document.blocks).length)
  const empty = blocks === 0
  useReveal()
  return (
    <div className="relative min-w-0 flex-1" {...(readOnly ? {} : dropping)}>
      <ReactFlow
        className={surfaceClass}
        {...view}
        {...connecting}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        nodeOrigin={blockOrigin}
        colorMode={resolvedTheme === 'dark' ? 'dark' : 'light'}
        nodesDraggable={!readOnly}
        nodesConnectable={!readOnly}
        elementsSelectable={!readOnly}
        snapToGrid
        snapGrid={snapGrid}
        connectionLineType={ConnectionLineType.Bezier}
        connectionRadius={32}
        deleteKeyCode={null}
        multiSelectionKeyCode={['Shift', 'Meta', 'Control']}
        selectionKeyCode="Shift"
        selectionMode={SelectionMode.Partial}
        zoomOnDoubleClick={false}
        panOnScroll
        minZoom={0.15}
        maxZoom={2}
        fitView
        fitViewOptions={{ padding: 0.12, maxZoom: 1 }}
        ariaLabelConfig={ariaLabels}
        aria-label="Blueprint"
      >
        <Background variant={BackgroundVariant.Dots} gap={24} size={1.4} />
        {blocks >= worthAnOverview && (
          <MiniMap<BlockNode>
            pannable
            zoomable
            ariaLabel="Overview of the blueprint"
            nodeColor={minimapColor}
            style={minimapSize}
            nodeBorderRadius={16}
            className="max-lg:hidden"
          />
        )}
        <ZoomControls readOnly={readOnly} />
      </ReactFlow>
      {empty && <EmptyCanvas readOnly={readOnly} />}
    </div>
  )
}

function minimapColor(node: BlockNode): string {
  return groupStyles[blockKindOf(blockOf(node).kind)?.group ?? 'control'].color
}
