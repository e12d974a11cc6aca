'use client'

import { useQuery } from '@tanstack/react-query'
import { ArchiveRestore, GitCompare } from 'lucide-react'
import Link from 'next/link'
import { toast } from 'sonner'
import { errorSentence } from '@/components/shell/api-error'
import type { Outputs } from '@/components/shell/api-types'
import { useTRPC } from '@/components/trpc/client'
import { Button, buttonClass } from '@/components/ui/button'
import { Card, CardHeader } from '@/components/ui/card'
import { RelativeTime } from '@/components/ui/relative-time'
import { compareHref } from './compare/drawing-ref'
import { useReplaceDraft } from './use-replace-draft'

type DraftsAsideProps = { workspace: string; blueprintId: string; path: string; mayEdit: boolean }

/** Drafts that something took the place of. Nothing is shown while there is none. */
export function DraftsAside({ workspace, blueprintId, path, mayEdit }: DraftsAsideProps) {
  const trpc = useTRPC()
  const drafts = useQuery(trpc.version.listDraftsAside.queryOptions({ workspace, blueprintId }))
  if (drafts.data === undefined || drafts.data.length === 0) return null
  return (
    <Card className="mt-6">
      <CardHeader
        title="Drafts set aside"
        description="What the draft was when something took its place. The newest 20 are kept."
      />
      <ul className="divide-y divide-border border-border border-t">
        {drafts.data.map((draft) => (
          <DraftRow key={draft.id} draft={draft} {...{ workspace, blueprintId, path, mayEdit }} />
        ))}
      </ul>
    </Card>
  )
}

type DraftRowProps = DraftsAsideProps & { draft: Outputs['version']['listDraftsAside'][number] }

function DraftRow({ draft, workspace, blueprintId, path, mayEdit }: DraftRowProps) {
  const trpc = useTRPC()
  const blueprint = useQuery(trpc.blueprint.get.queryOptions({ workspace, id: blueprintId }))
  const { putBack } = useReplaceDraft({ workspace, blueprintId })
  const onPutBack = () =>
    putBack.mutate(putBack.of(draft.id, blueprint.data?.draft.revision ?? 0), {
      onSuccess: ({ before }) =>
        toast.success(
          'asideId' in before
            ? 'It is the draft again. What was the draft until now is set aside.'
            : `It is the draft again. What was the draft until now is just what v${before.version} says.`,
        ),
      onError: (error) => toast.error(errorSentence(error)),
    })
  const words = draft.editedByName === null ? 'Draft' : `Draft of ${draft.editedByName}`
  return (
    <li className="flex flex-wrap items-center gap-x-5 gap-y-2 px-5 py-3.5">
      <div className="min-w-0 flex-1 basis-64">
        <p className="font-medium">
          {words}, last changed <RelativeTime at={draft.editedAt} />
        </p>
        <p className="mt-0.5 text-muted text-xs">
          Set aside <RelativeTime at={draft.setAsideAt} />, when {draft.setAsideByName}{' '}
          {draft.forVersion === null ? 'put another drawing in its place' : `restored v${draft.forVersion}`}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Link
          href={compareHref(path, 'draft', { aside: draft.id })}
          className={buttonClass({ variant: 'ghost', size: 'sm' })}
        >
          <GitCompare aria-hidden />
          Compare with the draft
        </Link>
        {mayEdit && (
          <Button size="sm" pending={putBack.isPending} disabled={blueprint.data === undefined} onClick={onPutBack}>
            <ArchiveRestore aria-hidden />
            Put back
          </Button>
        )}
      </div>
    </li>
  )
}
