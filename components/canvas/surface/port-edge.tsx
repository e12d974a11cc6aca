'use client'

import { BaseEdge, type EdgeProps, getSmoothStepPath } from '@xyflow/react'
import { memo } from 'react'
import type { PortEdge as PortEdgeType } from '../flow-mapping'

export const PortEdge = memo(function PortEdge(props: EdgeProps<PortEdgeType>) {
  const [path] = getSmoothStepPath({ ...props, borderRadius: 14 })
  const look = props.sourceHandleId === 'error' ? 'edge-error' : props.data?.inLoop === true ? 'edge-loop' : undefined
  return (
    <BaseEdge
      id={props.id}
      path={path}
      interactionWidth={24}
      {...(props.markerEnd === undefined ? {} : { markerEnd: props.markerEnd })}
      {...(look === undefined ? {} : { className: look })}
    />
  )
})
