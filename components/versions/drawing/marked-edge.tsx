'use client'

import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath } from '@xyflow/react'
import { Minus, Plus } from 'lucide-react'
import { memo } from 'react'
import { cn } from '@/components/ui/cn'
import type { MarkedEdge as MarkedEdgeType } from './drawing-flow'

export const MarkedEdge = memo(function MarkedEdge(props: EdgeProps<MarkedEdgeType>) {
  const [path, labelX, labelY] = getSmoothStepPath({ ...props, borderRadius: 14 })
  const mark = props.data?.mark
  return (
    <>
      <BaseEdge
        id={props.id}
        path={path}
        interactionWidth={24}
        className={lookOf(props)}
        {...(props.markerEnd === undefined ? {} : { markerEnd: props.markerEnd })}
      />
      {(mark === 'added' || mark === 'removed') && (
        <EdgeLabelRenderer>
          <span
            style={{ transform: `translate(-50%, -50%) translate(${labelX}px, ${labelY}px)` }}
            className={cn(
              'pointer-events-none absolute grid size-4.5 place-items-center rounded-full border border-current',
              mark === 'added' ? 'bg-success-soft text-success' : 'bg-danger-soft text-danger',
            )}
          >
            {mark === 'added' ? (
              <Plus className="size-3" strokeWidth={3} aria-hidden />
            ) : (
              <Minus className="size-3" strokeWidth={3} aria-hidden />
            )}
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  )
})

function lookOf({ data, sourceHandleId }: EdgeProps<MarkedEdgeType>): string {
  if (data?.mark === 'added' || data?.mark === 'removed') return `edge-${data.mark}`
  if (sourceHandleId === 'error') return 'edge-error'
  return data?.mark === undefined && data?.inLoop === true ? 'edge-loop' : ''
}
