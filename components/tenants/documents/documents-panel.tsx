'use client'

import { RotateCw } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorNotice } from '@/components/ui/error-notice'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { Loading, Skeleton } from '@/components/ui/skeleton'
import { type Audience, audienceWords } from './audience'
import { DocumentList } from './document-list'
import { UploadArea } from './upload-area'
import { UploadList } from './upload-list'
import { type OpenAccess, useDocuments, useUploads } from './use-documents'

type DocumentsPanelProps = {
  access: OpenAccess
  audience: Audience
  /** Without: what is there is shown, and can be deleted. */
  mayUpload: boolean
}

export function DocumentsPanel({ access, audience, mayUpload }: DocumentsPanelProps) {
  const [chosen, setChosen] = useState<string | null>(null)
  const { collections, searched } = access
  const collection = collections.find((name) => name === chosen) ?? collections[0] ?? 'documents'
  const query = useDocuments(access, collection)
  const { queue, uploads, arrived } = useUploads(access)
  const words = audienceWords[audience]
  return (
    <div className="flex flex-col gap-4">
      {!searched && <p className="text-muted">{words.notSearched}</p>}
      {collections.length > 1 && (
        <Field label="Collection" hint={words.collections} className="max-w-xs">
          <Select
            options={collections.map((name) => ({ value: name, label: name }))}
            value={collection}
            onValueChange={setChosen}
          />
        </Field>
      )}
      {query.error && <Unreachable query={query} />}
      {mayUpload && <UploadArea onFiles={(files) => queue.add(files, collection)} />}
      <UploadList uploads={uploads} queue={queue} manyCollections={collections.length > 1} />
      <p role="status" className="sr-only">
        {arrived}
      </p>
      {mayUpload && query.data === undefined && !query.error && (
        <Loading label="Loading the documents">
          <Skeleton className="h-14 rounded-lg" />
        </Loading>
      )}
      {query.data && (
        <DocumentList
          key={collection}
          documents={query.data}
          access={access}
          collection={collection}
          empty={mayUpload ? words.empty : null}
        />
      )}
    </div>
  )
}

function Unreachable({ query }: { query: ReturnType<typeof useDocuments> }) {
  return (
    <ErrorNotice
      title={query.data === undefined ? 'The documents could not be read' : 'The list may be out of date'}
      action={
        <Button size="sm" onClick={() => query.refetch()} pending={query.isFetching}>
          <RotateCw aria-hidden />
          Try again
        </Button>
      }
    >
      {query.error?.message} This page tries again by itself.
    </ErrorNotice>
  )
}
