'use client'

import { useQuery } from '@tanstack/react-query'
import { History } from 'lucide-react'
import { useState } from 'react'
import { errorSentence } from '@/components/shell/api-error'
import type { Outputs } from '@/components/shell/api-types'
import { QueryView } from '@/components/shell/query-view'
import { useTRPC } from '@/components/trpc/client'
import { Button } from '@/components/ui/button'
import { Dialog, DialogBody, DialogClose, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { ErrorNotice } from '@/components/ui/error-notice'
import { RelativeTime } from '@/components/ui/relative-time'
import { digestOf } from '@/domain/blueprint/digest'
import { Restored } from './restored'
import { useReplaceDraft } from './use-replace-draft'

export type RestoreTarget = {
  workspace: string
  blueprintId: string
  /** `words`: as people call it. */
  version: { number: number; words: string }
}

type RestoreDialogProps = RestoreTarget & { onClose: () => void }

/** Says what happens to the draft, who notices, and where the work of the draft is afterwards. */
export function RestoreDialog({ onClose, ...target }: RestoreDialogProps) {
  const [restored, setRestored] = useState<Outputs['version']['restore']>()
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      {restored === undefined ? (
        <Asking {...target} onRestored={setRestored} />
      ) : (
        <Restored {...target} restored={restored} onClose={onClose} />
      )}
    </Dialog>
  )
}

type AskingProps = RestoreTarget & { onRestored: (restored: Outputs['version']['restore']) => void }

function Asking({ workspace, blueprintId, version, onRestored }: AskingProps) {
  const trpc = useTRPC()
  const blueprint = useQuery(trpc.blueprint.get.queryOptions({ workspace, id: blueprintId }, { staleTime: 0 }))
  const difference = useQuery(
    trpc.version.diff.queryOptions({ workspace, blueprintId, from: 'draft', to: version.number }, { staleTime: 0 }),
  )
  const { restore } = useReplaceDraft({ workspace, blueprintId })
  const revision = blueprint.data?.draft.revision
  return (
    <DialogContent
      title={`Restore ${version.words} into the draft`}
      description={difference.data && changesWords(difference.data.changes.length, version.words)}
    >
      <DialogBody className="flex flex-col gap-3">
        {restore.error && <ErrorNotice title="Nothing was restored">{errorSentence(restore.error)}</ErrorNotice>}
        <QueryView query={blueprint} what="the draft">
          {(data) => <Consequences blueprint={data} />}
        </QueryView>
      </DialogBody>
      <DialogFooter>
        <DialogClose render={<Button />}>Cancel</DialogClose>
        <Button
          variant="primary"
          disabled={revision === undefined}
          pending={restore.isPending}
          onClick={() => restore.mutate(restore.of(version.number, revision ?? 0), { onSuccess: onRestored })}
        >
          <History aria-hidden />
          Restore {version.words}
        </Button>
      </DialogFooter>
    </DialogContent>
  )
}

function changesWords(changes: number, words: string): string {
  if (changes === 0) return `The draft says what ${words} says; at most blocks stand elsewhere.`
  return `${changes === 1 ? '1 change' : `${changes} changes`} of the draft, on the way to ${words}.`
}

function Consequences({ blueprint }: { blueprint: Outputs['blueprint']['get'] }) {
  const { draft, latestVersion, publishedDigest } = blueprint
  const isPublished = digestOf(draft.document) === publishedDigest
  return (
    <ul className="flex list-disc flex-col gap-2 pl-5 text-pretty">
      <li>Tenants notice nothing. They keep the version that they run until you publish the draft and roll it out.</li>
      <li>
        {isPublished ? (
          `The draft says what v${latestVersion} says, so no work is lost.`
        ) : (
          <>
            The draft holds work that is in no version yet, last changed <RelativeTime at={draft.updatedAt} />
            {draft.updatedBy !== null && ` by ${draft.updatedBy}`}. It is set aside as it is now, and stands below the
            list of versions until you put it back (the newest 20 are kept).
          </>
        )}
      </li>
      <li>You can undo it afterwards. Whoever has the canvas open sees the restored draft there.</li>
    </ul>
  )
}
