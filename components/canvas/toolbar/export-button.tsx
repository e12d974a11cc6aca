'use client'

import { Download } from 'lucide-react'
import { useExport } from '@/components/blueprints/exchange/use-export'
import { Button } from '@/components/ui/button'
import { Tooltip } from '@/components/ui/tooltip'
import { useEditorHandle } from '../editor-context'

/** What is drawn now, saved or not. */
export function ExportButton({ name }: { name: string }) {
  const { workspace, store } = useEditorHandle()
  const { exportDrawing } = useExport(workspace)
  const exportNow = () => {
    const { document, layout } = store.getState()
    return exportDrawing({ name, document, layout })
  }
  return (
    <Tooltip content="Export to a file" side="bottom">
      <Button variant="ghost" size="icon-sm" aria-label="Export to a file" onClick={exportNow}>
        <Download aria-hidden />
      </Button>
    </Tooltip>
  )
}
