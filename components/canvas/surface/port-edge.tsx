'use client'

import { BaseEdge, type EdgeProps, getSmoothStepPath } from '@xyflow/react'
import { memo } from 'react'
import type { PortEdge as PortEdgeType } from '../flow-mapping'

export const PortEdge = memo(function PortEdge(props: EdgeProps<PortEdgeType>) {
  const [path] = getSmoothStepPath({ ...props, borderRadius: 14 })
  const failure = props.sourceHandleId === 'error'
  return (
    <BaseEdge
      id={props.id}
      path={path}
      interactionWidth={24}
      {...(props.markerEnd === undefined ? {} : { markerEnd: props.markerEnd })}
      {...(failure ? { className: 'edge-error' } : {})}
    />
  )
})
