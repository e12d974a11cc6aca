'use client'

import { Copy, Trash2 } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { countOf } from '../block-words'
import { useEditor, useEditorHandle } from '../editor-context'
import { duplicateSelected, removeSelected } from '../store/commands/blocks'

export function SelectionPanel() {
  const { store } = useEditorHandle()
  const blocks = useEditor((state) => state.selection.blocks.length)
  const edges = useEditor((state) => state.selection.edges.length)
  const parts = [blocks > 0 && countOf(blocks, 'block'), edges > 0 && countOf(edges, 'connection')].filter(Boolean)
  return (
    <div className="flex flex-col gap-4 px-4 py-4">
      <h2 className="font-semibold">{parts.join(' and ')} selected</h2>
      <div className="flex gap-2">
        <Button size="sm" disabled={blocks === 0} onClick={() => duplicateSelected(store)}>
          <Copy aria-hidden />
          Duplicate
        </Button>
        <Button size="sm" onClick={() => removeSelected(store)}>
          <Trash2 aria-hidden />
          Delete
        </Button>
      </div>
      <p className="text-muted text-xs">Drag or use the arrow keys to move them together. Select one to edit it.</p>
    </div>
  )
}
