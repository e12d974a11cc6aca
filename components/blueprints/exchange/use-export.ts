'use client'

import { useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import { errorSentence } from '@/components/shell/api-error'
import { useTRPC } from '@/components/trpc/client'
import type { BlueprintDocument } from '@/domain/blueprint/document'
import type { Layout } from '@/domain/blueprint/layout'

type Drawing = { name: string; document: BlueprintDocument; layout: Layout }

/** Writes a drawing to a file of the person's own machine. */
export function useExport(workspace: string) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const exportDrawing = async (drawing: Drawing) => {
    try {
      const [{ subflowCalls }, { blueprintFileName, blueprintFileText, writeBlueprintFile }] = await Promise.all([
        import('@/domain/blueprint/exchange/subflow-calls'),
        import('@/domain/blueprint/exchange/write-blueprint-file'),
      ])
      const calls = subflowCalls(drawing.document)
      const known =
        calls.length === 0
          ? []
          : await queries.fetchQuery(trpc.blueprint.findSubflows.queryOptions({ workspace, calls, like: [] }))
      download(blueprintFileName(drawing.name), blueprintFileText(writeBlueprintFile(drawing, known)))
      toast.success(`${drawing.name} was exported. Values and secrets of tenants are not in the file.`)
    } catch (error) {
      toast.error(errorSentence(error))
    }
  }
  return { exportDrawing }
}

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
