'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { errorSentence } from '@/components/shell/api-error'
import type { Outputs } from '@/components/shell/api-types'
import { useTRPC } from '@/components/trpc/client'
import { Button } from '@/components/ui/button'
import { DialogBody, DialogContent } from '@/components/ui/dialog'
import { ErrorNotice } from '@/components/ui/error-notice'
import { RelativeTime } from '@/components/ui/relative-time'
import { Loading, Skeleton } from '@/components/ui/skeleton'
import { useEditorHandle, useSaveState } from '../editor-context'
import { PersonChip } from '../people/person-chip'
import { groupHistory, type HistoryGroup } from './group-history'

type LostValue = Outputs['blueprint']['listDraftChanges'][number]['lost'][number]

/** Who changed what in this draft, and when; also values that did not survive a merge. */
export function HistorySheet() {
  const { workspace, blueprintId, personId } = useEditorHandle()
  const trpc = useTRPC()
  const revision = useSaveState((state) => state.revision)
  const [shown, setShown] = useState(30)
  const history = useQuery(
    trpc.blueprint.listDraftChanges.queryOptions(
      // Read again with each new change; what is on screen stays until then.
      { workspace, id: blueprintId, before: revision + 1 },
      { placeholderData: (before) => before },
    ),
  )
  const groups = groupHistory(history.data ?? [])
  return (
    <DialogContent
      side="right"
      title="History of the draft"
      description="Newest first. Undo takes back your own changes alone."
    >
      <DialogBody className="flex flex-col gap-4">
        {history.isError && (
          <ErrorNotice title="The history could not be read">{errorSentence(history.error)}</ErrorNotice>
        )}
        {history.isPending && (
          <Loading label="Reading the history">
            <Skeleton className="h-24" />
          </Loading>
        )}
        {history.isSuccess && groups.length === 0 && <p className="text-muted">Nothing was changed yet.</p>}
        <ol className="flex flex-col gap-4">
          {groups.slice(0, shown).map((group) => (
            <HistoryItem key={group.sequence} group={group} mine={group.author.id === personId} />
          ))}
        </ol>
        {groups.length > shown && <Button onClick={() => setShown(shown + 30)}>Show older</Button>}
      </DialogBody>
    </DialogContent>
  )
}

function HistoryItem({ group, mine }: { group: HistoryGroup; mine: boolean }) {
  const name = mine ? 'You' : group.author.name
  return (
    <li className="flex gap-3">
      <PersonChip person={{ personId: group.author.id ?? '', name: group.author.name }} title={group.author.name} />
      <div className="min-w-0 flex-1">
        <p className="text-xs">
          <strong className="font-medium">{name}</strong> <RelativeTime at={group.at} className="text-muted" />
        </p>
        <ul className="mt-0.5 break-words text-[0.8125rem]">
          {group.words.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
        {group.lost.map((lost) => (
          <LostNote key={`${lost.words} ${lost.whose}`} lost={lost} />
        ))}
      </div>
    </li>
  )
}

function LostNote({ lost }: { lost: LostValue }) {
  return (
    <details className="mt-1 rounded-md bg-warning-soft px-2 py-1 text-xs">
      <summary className="cursor-pointer">
        {lost.whose === 'earlier' ? `Went over what somebody else had there` : `Not done, a colleague had removed it`}:{' '}
        {lost.words}
      </summary>
      <pre className="mt-1 overflow-x-auto whitespace-pre-wrap break-words">
        {typeof lost.value === 'string' ? lost.value : JSON.stringify(lost.value, null, 2)}
      </pre>
    </details>
  )
}
