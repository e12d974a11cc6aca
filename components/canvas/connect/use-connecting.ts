'use client'

import { type Connection, type OnConnectEnd, useReactFlow } from '@xyflow/react'
import { useCallback } from 'react'
import { canConnect } from '@/domain/blueprint/operations'
import { useEditorHandle } from '../editor-context'
import { edgeOf, type PortEdge } from '../flow-mapping'
import { connectBlocks } from '../store/commands/connections'
import { openOverlay } from '../store/commands/overlay'
import type { Point } from '../store/editor-store'
import { snapPoint } from '../surface/viewport'

/** Drawing connections with the pointer. Anywhere on a block will do; on empty canvas the list of blocks opens. */
export function useConnecting() {
  const { store } = useEditorHandle()
  const { screenToFlowPosition } = useReactFlow()

  const onConnect = useCallback(
    (connection: Connection) => {
      const edge = edgeOf(connection)
      if (edge !== undefined) connectBlocks(store, edge)
    },
    [store],
  )

  const isValidConnection = useCallback(
    (connection: Connection | PortEdge) => {
      const edge = edgeOf(connection)
      return edge !== undefined && canConnect(store.getState().document, edge.from, edge.to).ok
    },
    [store],
  )

  const onConnectEnd = useCallback<OnConnectEnd>(
    (event, { isValid, fromHandle, toHandle }) => {
      if (isValid === true || fromHandle?.id == null || fromHandle.type !== 'source') return
      const from = { block: fromHandle.nodeId, port: fromHandle.id }
      const screen = pointOf(event)
      const target = toHandle?.nodeId ?? blockUnder(screen)
      if (target === from.block) return
      if (target !== undefined) return connectBlocks(store, { from, to: { block: target, port: 'in' } })
      openOverlay(store, { kind: 'quick-add', screen, place: snapPoint(screenToFlowPosition(screen)), from })
    },
    [store, screenToFlowPosition],
  )

  return { onConnect, isValidConnection, onConnectEnd }
}

function pointOf(event: MouseEvent | TouchEvent): Point {
  const touch = 'changedTouches' in event ? event.changedTouches[0] : event
  return { x: touch?.clientX ?? 0, y: touch?.clientY ?? 0 }
}

function blockUnder({ x, y }: Point): string | undefined {
  const node = document.elementFromPoint(x, y)?.closest('.react-flow__node')
  return node instanceof HTMLElement ? node.dataset.id : undefined
}
