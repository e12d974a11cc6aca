'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { errorSentence } from '@/components/shell/api-error'
import { useTRPC } from '@/components/trpc/client'
import { DialogBody, DialogContent } from '@/components/ui/dialog'
import { ErrorNotice } from '@/components/ui/error-notice'
import { Loading, Skeleton } from '@/components/ui/skeleton'
import { useEditor, useEditorHandle } from '../editor-context'
import { type Choices, shipmentOf } from './draft-changes'
import { PublishForm } from './publish-form'
import { Published, type PublishedVersion } from './published'
import { useDraftAuthors } from './use-draft-authors'

type PublishSheetProps = { name: string; latestVersion: number | null; tenantCount: number }

/** From draft to version: what changes, what stands in the way, and whether tenants get it now. */
export function PublishSheet({ name, latestVersion, tenantCount }: PublishSheetProps) {
  const { workspace, blueprintId, personId } = useEditorHandle()
  const trpc = useTRPC()
  const [published, setPublished] = useState<PublishedVersion | undefined>()
  const [number] = useState(latestVersion)
  const document = useEditor((state) => state.document)
  const [choices, setChoices] = useState<Choices>(new Map())
  const { query: authorsQuery, authors } = useDraftAuthors()
  const latest = useQuery(
    trpc.version.get.queryOptions(
      { workspace, blueprintId, number: number ?? 1 },
      { enabled: number !== null, staleTime: Number.POSITIVE_INFINITY },
    ),
  )
  if (published !== undefined) {
    return (
      <DialogContent side="right" title={`v${published.number} is published`}>
        <Published version={published} tenantCount={tenantCount} />
      </DialogContent>
    )
  }
  const description = number === null ? 'The first version.' : `What changes since v${number}.`
  return (
    <DialogContent side="right" title={`Publish ${name}`} description={description} className="w-[min(36rem,100vw)]">
      {authorsQuery.isError && (
        <DialogBody>
          <ErrorNotice title="Whose changes these are could not be read">
            {errorSentence(authorsQuery.error)}
          </ErrorNotice>
        </DialogBody>
      )}
      {latest.isError && (
        <DialogBody>
          <ErrorNotice title="The latest version could not be read">{errorSentence(latest.error)}</ErrorNotice>
        </DialogBody>
      )}
      {((number !== null && latest.isPending) || authorsQuery.isPending) && (
        <DialogBody>
          <Loading label="Comparing with the latest version">
            <Skeleton className="h-24" />
          </Loading>
        </DialogBody>
      )}
      {(number === null || latest.isSuccess) && authorsQuery.isSuccess && (
        <PublishForm
          next={(number ?? 0) + 1}
          tenantCount={tenantCount}
          shipment={shipmentOf({ latest: latest.data?.document, draft: document, authors, choices, myId: personId })}
          onChoose={(subjects, wanted) => setChoices((before) => withChoices(before, subjects, wanted))}
          onPublished={setPublished}
        />
      )}
    </DialogContent>
  )
}

/** The newest word comes last: it may bring, or take along, what an earlier one was about. */
function withChoices(before: Choices, subjects: readonly string[], wanted: boolean): Choices {
  const next = new Map(before)
  for (const subject of subjects) {
    next.delete(subject)
    next.set(subject, wanted)
  }
  return next
}
