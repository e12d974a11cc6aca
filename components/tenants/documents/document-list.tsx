'use client'

import { FileText, Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { RelativeTime } from '@/components/ui/relative-time'
import { StatusBadge } from '@/components/ui/status-badge'
import { DeleteDocumentDialog } from './delete-document-dialog'
import { formatBytes } from './document-files'
import { documentStatuses, passagesOf, summaryOf } from './document-words'
import type { TenantDocument } from './documents-client'
import type { OpenAccess } from './use-documents'

type DocumentListProps = {
  documents: readonly TenantDocument[]
  access: OpenAccess
  collection: string
  /** What to do when there are none; null: nothing can be done here. */
  empty: string | null
}

/** A collection may hold a thousand. */
const shownAtOnce = 50

export function DocumentList({ documents, access, collection, empty }: DocumentListProps) {
  const [most, setMost] = useState(shownAtOnce)
  const [asked, setAsked] = useState<{ document: TenantDocument; button: HTMLElement } | null>(null)
  const [open, setOpen] = useState(false)
  const list = useRef<HTMLElement>(null)
  return (
    <section ref={list} tabIndex={-1} aria-label={`Documents in ${collection}`} className="outline-none">
      {documents.length > 0 && (
        <p role="status" className="text-muted text-xs">
          {summaryOf(documents)}
        </p>
      )}
      {documents.length === 0 && empty !== null && (
        <EmptyState icon={FileText} title="No documents yet" className="py-6">
          {empty}
        </EmptyState>
      )}
      <ul className="divide-y divide-border">
        {documents.slice(0, most).map((document) => (
          <DocumentRow
            key={document.id}
            document={document}
            onDelete={(button) => {
              setAsked({ document, button })
              setOpen(true)
            }}
          />
        ))}
      </ul>
      {documents.length > most && (
        <Button size="sm" onClick={() => setMost(most + shownAtOnce * 4)}>
          Show more ({documents.length - most} left)
        </Button>
      )}
      {asked && (
        <DeleteDocumentDialog
          key={asked.document.id}
          document={asked.document}
          open={open}
          access={access}
          collection={collection}
          onClose={() => setOpen(false)}
          finalFocus={() => (asked.button.isConnected ? asked.button : list.current)}
        />
      )}
    </section>
  )
}

function DocumentRow({ document, onDelete }: { document: TenantDocument; onDelete: (button: HTMLElement) => void }) {
  const passages = passagesOf(document)
  return (
    <li className="flex flex-col gap-1 py-3">
      <div className="flex items-center gap-3">
        <h3 className="min-w-0 flex-1 truncate font-medium" title={document.name}>
          {document.name}
        </h3>
        <StatusBadge status={documentStatuses[document.state]} />
        <Button
          size="icon-sm"
          variant="ghost"
          aria-label={`Delete ${document.name}…`}
          onClick={({ currentTarget }) => onDelete(currentTarget)}
        >
          <Trash2 aria-hidden />
        </Button>
      </div>
      <p className="flex flex-wrap gap-x-4 text-muted text-xs">
        <span>{formatBytes(document.bytes)}</span>
        <RelativeTime at={document.addedAt} />
        {passages !== null && <span>{passages}</span>}
      </p>
      {document.state === 'failed' && (
        <p className="break-words text-danger text-sm">{document.why ?? 'It could not be read. Upload it again.'}</p>
      )}
    </li>
  )
}
