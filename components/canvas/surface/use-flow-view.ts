'use client'

import { applyEdgeChanges, applyNodeChanges, type EdgeChange, type NodeChange } from '@xyflow/react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useEditorHandle } from '../editor-context'
import { type BlockNode, type PortEdge, restingPlaces, toEdges, toNodes } from '../flow-mapping'
import { moveBlocks } from '../store/commands/layout'
import { setSelection } from '../store/commands/selection'
import type { EditorState } from '../store/editor-store'

/**
 * React Flow's view of the store. A drag lives here alone until it ends; then, as with arrow keys, its places go to the
 * store as one named step.
 */
export function useFlowView() {
  const { store } = useEditorHandle()
  const [nodes, setNodes] = useState<BlockNode[]>(() => toNodes(store.getState(), store.getState().selection, []))
  const [edges, setEdges] = useState<PortEdge[]>(() =>
    toEdges(store.getState().document, store.getState().selection, []),
  )
  const dragging = useRef(false)

  useEffect(() => {
    const show = (state: EditorState) => {
      setNodes((previous) => toNodes(state, state.selection, previous))
      setEdges((previous) => toEdges(state.document, state.selection, previous))
    }
    show(store.getState())
    return store.subscribe((state, before) => {
      if (changesView(state, before)) show(state)
    })
  }, [store])

  const onNodesChange = useCallback(
    (changes: NodeChange<BlockNode>[]) => {
      const view = changes.filter((change) => change.type === 'dimensions' || change.type === 'position')
      if (view.length > 0) setNodes((previous) => applyNodeChanges(view, previous))
      const moving = changes.some((change) => change.type === 'position' && change.dragging === true)
      const places = restingPlaces(changes)
      if (Object.keys(places).length > 0) moveBlocks(store, places, dragging.current ? 'drag' : 'keys')
      if (changes.some((change) => change.type === 'position')) dragging.current = moving
      setSelection(store, { blocks: selected(store.getState().selection.blocks, changes) })
    },
    [store],
  )

  const onEdgesChange = useCallback(
    (changes: EdgeChange<PortEdge>[]) => {
      setEdges((previous) =>
        applyEdgeChanges(
          changes.filter((change) => change.type !== 'remove' && change.type !== 'select'),
          previous,
        ),
      )
      setSelection(store, { edges: selected(store.getState().selection.edges, changes) })
    },
    [store],
  )

  return { nodes, edges, onNodesChange, onEdgesChange }
}

function changesView(state: EditorState, before: EditorState): boolean {
  return state.document !== before.document || state.layout !== before.layout || state.selection !== before.selection
}

function selected(current: readonly string[], changes: readonly (NodeChange | EdgeChange)[]): readonly string[] {
  const next = new Set(current)
  for (const change of changes) {
    if (change.type !== 'select') continue
    if (change.selected) next.add(change.id)
    else next.delete(change.id)
  }
  return [...next]
}
