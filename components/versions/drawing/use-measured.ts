'use client'

import type { Node, NodeChange } from '@xyflow/react'
import { useCallback, useMemo, useState } from 'react'

type Size = { width: number; height: number }

/** React Flow measures nodes once they are drawn, and wants its measures back with the next nodes. */
export function useMeasured<T extends Node>(nodes: readonly T[]) {
  const [sizes, setSizes] = useState<ReadonlyMap<string, Size>>(new Map())
  const onNodesChange = useCallback((changes: readonly NodeChange[]) => {
    const found = changes.flatMap((change) =>
      change.type === 'dimensions' && change.dimensions ? [[change.id, change.dimensions] as const] : [],
    )
    if (found.length > 0) setSizes((known) => new Map([...known, ...found]))
  }, [])
  const measured = useMemo(
    () =>
      nodes.map((node) => {
        const size = sizes.get(node.id)
        return size === undefined ? node : { ...node, measured: size }
      }),
    [nodes, sizes],
  )
  return { nodes: measured, onNodesChange }
}
