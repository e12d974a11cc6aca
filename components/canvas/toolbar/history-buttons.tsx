'use client'

import { Redo2, Undo2 } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Tooltip } from '@/components/ui/tooltip'
import { useEditor, useEditorHandle } from '../editor-context'
import { redoEdit, undoEdit } from '../store/commit'

export function HistoryButtons() {
  const { store } = useEditorHandle()
  const undoName = useEditor((state) => state.history.past.at(-1)?.name)
  const redoName = useEditor((state) => state.history.future[0]?.name)
  return (
    <div className="flex">
      <Tooltip content={undoName === undefined ? 'Nothing to undo' : `Undo: ${undoName}`} side="bottom">
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={undoName === undefined ? 'Undo' : `Undo: ${undoName}`}
          aria-disabled={undoName === undefined}
          onClick={() => undoEdit(store)}
        >
          <Undo2 aria-hidden />
        </Button>
      </Tooltip>
      <Tooltip content={redoName === undefined ? 'Nothing to redo' : `Redo: ${redoName}`} side="bottom">
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={redoName === undefined ? 'Redo' : `Redo: ${redoName}`}
          aria-disabled={redoName === undefined}
          onClick={() => redoEdit(store)}
        >
          <Redo2 aria-hidden />
        </Button>
      </Tooltip>
    </div>
  )
}
