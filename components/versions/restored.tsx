'use client'

import { Undo2, Workflow } from 'lucide-react'
import Link from 'next/link'
import { toast } from 'sonner'
import { errorSentence } from '@/components/shell/api-error'
import type { Outputs } from '@/components/shell/api-types'
import { Button, buttonClass } from '@/components/ui/button'
import { DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { ErrorNotice } from '@/components/ui/error-notice'
import type { RestoreTarget } from './restore-dialog'
import { useReplaceDraft } from './use-replace-draft'

type RestoredProps = RestoreTarget & { restored: Outputs['version']['restore']; onClose: () => void }

/** What came of it, where the draft from before is, and the way back. */
export function Restored({ workspace, blueprintId, version, restored, onClose }: RestoredProps) {
  const { restore, putBack } = useReplaceDraft({ workspace, blueprintId })
  const { before, revision } = restored
  const onSuccess = () => {
    toast.success('The draft is as it was before.')
    onClose()
  }
  const undo = () =>
    'asideId' in before
      ? putBack.mutate(putBack.of(before.asideId, revision), { onSuccess })
      : restore.mutate(restore.of(before.version, revision), { onSuccess })
  const error = putBack.error ?? restore.error
  return (
    <DialogContent title={`The draft says what ${version.words} says`}>
      <DialogBody className="flex flex-col gap-3">
        <p role="status" className="text-pretty">
          {'asideId' in before
            ? 'The draft from before is set aside: you find it below the list of versions.'
            : `The draft from before is just what v${before.version} says.`}{' '}
          Publish the draft and roll it out when tenants shall have it.
        </p>
        {error && <ErrorNotice title="It was not undone">{errorSentence(error)}</ErrorNotice>}
      </DialogBody>
      <DialogFooter>
        <Button pending={putBack.isPending || restore.isPending} onClick={undo}>
          <Undo2 aria-hidden />
          Undo
        </Button>
        <Link href={`/w/${workspace}/blueprints/${blueprintId}`} className={buttonClass({ variant: 'primary' })}>
          <Workflow aria-hidden />
          Open the canvas
        </Link>
      </DialogFooter>
    </DialogContent>
  )
}
