'use client'

import { Handle, type NodeProps, Position } from '@xyflow/react'
import { type LucideIcon, Minus, Move, Pencil, Plus } from 'lucide-react'
import { memo } from 'react'
import { blockSize, blockWidth } from '@/components/canvas/block-geometry'
import { BlockCard } from '@/components/canvas/blocks/block-card'
import { cn } from '@/components/ui/cn'
import type { BlockMark, Mark } from '../compare/comparison-view'
import { changesWords, type GhostNode, type MarkedNode } from './drawing-flow'

/** Told by the line and by a word with its sign, not by colour alone. */
const looks: Record<Mark, { frame: string; badge: string; icon: LucideIcon }> = {
  added: { frame: 'border-2 border-success', badge: 'bg-success-soft text-success', icon: Plus },
  removed: {
    frame: 'border-2 border-danger border-dashed [&_h2]:line-through',
    badge: 'bg-danger-soft text-danger',
    icon: Minus,
  },
  changed: { frame: 'border-2 border-warning', badge: 'bg-warning-soft text-warning', icon: Pencil },
  same: { frame: '', badge: 'bg-info-soft text-info', icon: Move },
}

export const MarkedBlock = memo(function MarkedBlock({ data: { block, loop, mark }, selected }: NodeProps<MarkedNode>) {
  const quiet = mark?.mark === 'same' && mark.movedFrom === undefined && !selected
  return (
    <BlockCard
      block={block}
      loop={loop}
      isConnectable={false}
      quiet={quiet}
      className={cn(mark && looks[mark.mark].frame, selected && 'ring-4 ring-accent/40')}
    >
      {mark && <MarkBadge mark={mark} />}
      {mark?.lostInput && (
        <Handle id="in" type="target" position={Position.Top} isConnectable={false} className="port" />
      )}
      {mark?.lostOutputs.map((port, index) => (
        <Handle
          key={port.name}
          id={port.name}
          type="source"
          position={Position.Bottom}
          isConnectable={false}
          title={`${port.label}: not there any more`}
          style={{ left: 14 + index * 18 }}
          className="port port-lost"
        />
      ))}
    </BlockCard>
  )
})

function MarkBadge({ mark }: { mark: BlockMark }) {
  const moved = mark.movedFrom !== undefined
  if (mark.mark === 'same' && !moved) return null
  const { badge, icon: Icon } = looks[mark.mark]
  const words = { added: 'Added', removed: 'Removed', changed: changesWords(mark.changes), same: 'Moved' }[mark.mark]
  return (
    <span
      className={cn(
        '-top-3 absolute right-3 flex items-center gap-1 rounded-full border border-current px-2 font-semibold text-[0.6875rem] leading-5',
        badge,
      )}
    >
      <Icon className="size-3" strokeWidth={2.75} aria-hidden />
      {words}
      {moved && mark.mark === 'changed' && <Move className="size-3" aria-label="and moved" />}
    </span>
  )
}

export function Ghost({ data: { label, widthOf } }: NodeProps<GhostNode>) {
  return (
    <div
      style={{ width: blockWidth(widthOf), height: blockSize.heightPx }}
      className="grid place-content-center rounded-xl border-2 border-info/60 border-dotted text-center text-info text-xs"
    >
      <span className="px-3">{label}, before</span>
    </div>
  )
}
