'use client'

import { useConnection } from '@xyflow/react'
import { canConnect } from '@/domain/blueprint/operations'
import { useEditor } from '../editor-context'

/** While somebody draws a connection: may it end at this block? `idle` otherwise, and for the block it starts from. */
export function useConnectability(id: string): 'idle' | 'yes' | 'no' {
  const block = useConnection((connection) => connection.fromHandle?.nodeId)
  const port = useConnection((connection) => connection.fromHandle?.id)
  const backwards = useConnection((connection) => connection.fromHandle?.type === 'target')
  return useEditor((state) => {
    if (!block || !port || backwards || block === id) return 'idle'
    const verdict = canConnect(state.document, { block, port }, { block: id, port: 'in' })
    return verdict.ok ? 'yes' : 'no'
  })
}
