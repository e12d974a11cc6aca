import { blockSize, blockWidth, placePorts } from '@/components/canvas/block-geometry'
import { completeLayout } from '@/components/canvas/tidy'
import { cn } from '@/components/ui/cn'
import type { BlockGroup } from '@/domain/blueprint/block-kind'
import { blockKindOf } from '@/domain/blueprint/block-kinds/registry'
import type { Block, BlueprintDocument } from '@/domain/blueprint/document'
import type { Layout } from '@/domain/blueprint/layout'

const fills: Record<BlockGroup, string> = {
  trigger: 'fill-group-trigger',
  reasoning: 'fill-group-reasoning',
  control: 'fill-group-control',
  knowledge: 'fill-group-knowledge',
  data: 'fill-group-data',
  output: 'fill-group-output',
}

/** More would be dust; the picture says how a drawing is built, not what is in it. */
const mostBlocks = 400
const marginPx = 24

type GraphPictureProps = {
  drawing: { document: BlueprintDocument; layout: Layout }
  /** What it shows, for people who cannot see it. */
  label: string
  className?: string
}

/** A drawing made small: blocks by the colour of their group, and what leads where. */
export function GraphPicture({ drawing: { document, layout }, label, className }: GraphPictureProps) {
  const { positions } = completeLayout(document, layout)
  const boxes = Object.entries(document.blocks)
    .slice(0, mostBlocks)
    .flatMap(([id, block]) => {
      const at = positions[id]
      return at === undefined ? [] : [{ id, block, ...at, width: blockWidth(block) }]
    })
  const byId = new Map(boxes.map((box) => [box.id, box]))
  const lines = Object.entries(document.edges).flatMap(([key, { from, to }]) => {
    const start = byId.get(from.block)
    const end = byId.get(to.block)
    return start === undefined || end === undefined ? [] : [{ key, path: curve(portPoint(start, from.port), end) }]
  })
  return (
    <svg
      viewBox={viewBoxOf(boxes)}
      preserveAspectRatio="xMidYMid meet"
      className={cn('h-full w-full', className)}
      role="img"
      aria-label={label}
    >
      {lines.map(({ key, path }) => (
        <path key={key} d={path} className="fill-none stroke-border-strong" strokeWidth={7} />
      ))}
      {boxes.map(({ id, block, x, y, width }) => (
        <g key={id} transform={`translate(${x - width / 2} ${y})`}>
          <rect
            width={width}
            height={blockSize.heightPx}
            rx={16}
            className="fill-surface-raised stroke-border-strong"
            strokeWidth={4}
          />
          <rect x={18} y={20} width={44} height={44} rx={12} className={fills[groupOf(block)]} />
          <rect x={80} y={24} width={width - 130} height={14} rx={7} className="fill-text" opacity={0.55} />
          <rect x={80} y={48} width={(width - 130) * 0.6} height={12} rx={6} className="fill-text" opacity={0.25} />
        </g>
      ))}
    </svg>
  )
}

type Box = { block: Block; x: number; y: number; width: number }

function groupOf({ kind }: Block): BlockGroup {
  return blockKindOf(kind)?.group ?? 'control'
}

function portPoint({ block, x, y, width }: Box, port: string): { x: number; y: number } {
  const left = placePorts(block).find(({ name }) => name === port)?.leftPx ?? width / 2
  return { x: x - width / 2 + left, y: y + blockSize.heightPx }
}

function curve(from: { x: number; y: number }, to: { x: number; y: number }): string {
  const bend = Math.max(30, (to.y - from.y) / 2)
  return `M${from.x} ${from.y}C${from.x} ${from.y + bend} ${to.x} ${to.y - bend} ${to.x} ${to.y}`
}

function viewBoxOf(boxes: readonly Box[]): string {
  if (boxes.length === 0) return '0 0 100 100'
  const left = Math.min(...boxes.map(({ x, width }) => x - width / 2)) - marginPx
  const right = Math.max(...boxes.map(({ x, width }) => x + width / 2)) + marginPx
  const top = Math.min(...boxes.map(({ y }) => y)) - marginPx
  const bottom = Math.max(...boxes.map(({ y }) => y + blockSize.heightPx)) + marginPx
  return `${left} ${top} ${right - left} ${bottom - top}`
}
