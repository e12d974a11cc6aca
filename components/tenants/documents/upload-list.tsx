'use client'

import { RotateCw, X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { formatBytes } from './document-files'
import type { Upload, UploadQueue } from './upload-queue'

type UploadListProps = { uploads: readonly Upload[]; queue: UploadQueue; manyCollections: boolean }

/** What is on its way, and what did not get there. */
export function UploadList({ uploads, queue, manyCollections }: UploadListProps) {
  if (uploads.length === 0) return null
  return (
    <ul aria-label="Uploads" className="flex flex-col gap-2">
      {uploads.map((upload) => (
        <li key={upload.id} className="flex flex-col gap-1.5 rounded-lg border border-border px-3 py-2.5">
          <div className="flex items-center gap-2">
            <span className="min-w-0 flex-1 truncate font-medium" title={upload.file.name}>
              {upload.file.name}
            </span>
            <span className="text-muted text-xs">
              {manyCollections ? `to ${upload.collection}` : formatBytes(upload.file.size)}
            </span>
            {upload.state === 'failed' && upload.mayRetry && (
              <Button size="sm" onClick={() => queue.retry(upload.id)}>
                <RotateCw aria-hidden />
                Try again<span className="sr-only"> to upload {upload.file.name}</span>
              </Button>
            )}
            <Button
              size="icon-sm"
              variant="ghost"
              aria-label={`${upload.state === 'failed' ? 'Dismiss' : 'Stop uploading'} ${upload.file.name}`}
              onClick={() => queue.remove(upload.id)}
            >
              <X aria-hidden />
            </Button>
          </div>
          {upload.state === 'failed' ? (
            <p role="alert" className="break-words text-danger text-sm">
              {upload.problem}
            </p>
          ) : (
            <Progress upload={upload} />
          )}
        </li>
      ))}
    </ul>
  )
}

function Progress({ upload: { file, state, sentBytes } }: { upload: Upload }) {
  const percent = Math.min(100, Math.floor((sentBytes / file.size) * 100))
  return (
    <div className="flex items-center gap-2.5">
      <div
        role="progressbar"
        aria-label={`Upload of ${file.name}`}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        className="h-1.5 flex-1 overflow-hidden rounded-full bg-surface-sunken"
      >
        <div className="h-full rounded-full bg-accent transition-[width]" style={{ width: `${percent}%` }} />
      </div>
      <span className="w-16 text-right text-muted text-xs">
        {state === 'waiting' ? 'waiting' : percent === 100 ? 'saving…' : `${percent} %`}
      </span>
    </div>
  )
}
