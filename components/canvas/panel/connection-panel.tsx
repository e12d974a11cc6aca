'use client'

import { ArrowDown, Trash2 } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { endpointWords } from '../block-words'
import { useEditor, useEditorHandle } from '../editor-context'
import { disconnectEdge } from '../store/commands/connections'

export function ConnectionPanel({ id }: { id: string }) {
  const { store } = useEditorHandle()
  const from = useEditor(({ document }) => wordsAt(document.edges[id]?.from, document))
  const to = useEditor(({ document }) => wordsAt(document.edges[id]?.to, document))
  return (
    <div className="flex flex-col gap-4 px-4 py-4">
      <h2 className="font-semibold">Connection</h2>
      <div className="flex flex-col items-start gap-1.5 text-[0.8125rem]">
        <span className="rounded-md bg-surface-sunken px-2.5 py-1.5">{from}</span>
        <ArrowDown className="ml-3 size-4 text-muted" aria-label="leads to" />
        <span className="rounded-md bg-surface-sunken px-2.5 py-1.5">{to}</span>
      </div>
      <Button size="sm" className="self-start" onClick={() => disconnectEdge(store, id)}>
        <Trash2 aria-hidden />
        Delete connection
      </Button>
    </div>
  )
}

function wordsAt(end: Parameters<typeof endpointWords>[1] | undefined, document: Parameters<typeof endpointWords>[0]) {
  return end === undefined ? '' : endpointWords(document, end)
}
