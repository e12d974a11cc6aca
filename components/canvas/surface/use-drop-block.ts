'use client'

import { useReactFlow } from '@xyflow/react'
import type { DragEvent, MouseEvent } from 'react'
import { useEditorHandle } from '../editor-context'
import { paletteMime } from '../palette/palette-items'
import { addBlock } from '../store/commands/blocks'
import { openOverlay } from '../store/commands/overlay'
import { centredOn } from './viewport'

/** Adding blocks by pointer: dropped from the palette, or chosen from a list after a double click. */
export function useDropBlock() {
  const { store } = useEditorHandle()
  const { screenToFlowPosition } = useReactFlow()
  return {
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes(paletteMime)) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'copy'
    },
    onDrop: (event: DragEvent) => {
      const kind = event.dataTransfer.getData(paletteMime)
      if (kind === '') return
      event.preventDefault()
      addBlock(store, kind, { at: centredOn(screenToFlowPosition({ x: event.clientX, y: event.clientY })) })
    },
    onDoubleClick: (event: MouseEvent) => {
      if (!(event.target instanceof Element) || !event.target.classList.contains('react-flow__pane')) return
      const screen = { x: event.clientX, y: event.clientY }
      openOverlay(store, { kind: 'quick-add', screen, place: centredOn(screenToFlowPosition(screen)) })
    },
  }
}
