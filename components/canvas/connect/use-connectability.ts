'use client'

import { type ConnectionState, useConnection } from '@xyflow/react'
import { canConnect } from '@/domain/blueprint/operations'
import { useEditor } from '../editor-context'

/** While somebody draws a connection: may it end at this block? `idle` otherwise, and for the block it starts from. */
export function useConnectability(id: string): 'idle' | 'yes' | 'no' {
  const origin = useConnection(originOf)
  return useEditor((state) => {
    const [block, port] = origin.split('/')
    if (!block || !port || block === id) return 'idle'
    return canConnect(state.document, { block, port }, { block: id, port: 'in' }).ok ? 'yes' : 'no'
  })
}

/** One string, the same throughout a gesture, so that blocks do not render while the pointer moves. */
function originOf({ fromHandle }: ConnectionState): string {
  return fromHandle?.type === 'source' ? `${fromHandle.nodeId}/${fromHandle.id}` : ''
}
