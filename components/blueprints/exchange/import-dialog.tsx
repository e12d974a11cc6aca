'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Dialog, DialogBody, DialogContent } from '@/components/ui/dialog'
import { Loading, Skeleton } from '@/components/ui/skeleton'
import type { Incoming } from '@/domain/blueprint/exchange/incoming'

/** Reading a drawing takes the whole language, which the list of blueprints does without. */
const loading = () => (
  <DialogBody>
    <Loading label="Loading the import">
      <Skeleton className="h-40 rounded-xl" />
    </Loading>
  </DialogBody>
)
const ImportSource = dynamic(() => import('./import-source').then((module) => module.ImportSource), { loading })
const ImportForm = dynamic(() => import('./import-form').then((module) => module.ImportForm), { loading })

type ImportDialogProps = { workspace: string; open: boolean; onOpenChange: (open: boolean) => void }

export function ImportDialog({ workspace, open, onOpenChange }: ImportDialogProps) {
  const [incoming, setIncoming] = useState<Incoming>()
  const change = (next: boolean) => {
    if (!next) setIncoming(undefined)
    onOpenChange(next)
  }
  return (
    <Dialog open={open} onOpenChange={change}>
      <DialogContent
        title="Import a blueprint"
        description={
          incoming === undefined
            ? 'A file that was exported here or in another workspace, an n8n workflow, a Langflow flow, or the code of an OpenAI agent.'
            : 'Nothing has been kept yet. Look at what came over, then import it.'
        }
        size="lg"
      >
        {incoming === undefined ? (
          <ImportSource onRead={setIncoming} />
        ) : (
          <ImportForm workspace={workspace} incoming={incoming} onBack={() => setIncoming(undefined)} />
        )}
      </DialogContent>
    </Dialog>
  )
}
