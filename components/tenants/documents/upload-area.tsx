'use client'

import { Upload } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { acceptedFiles, documentLimits, formatBytes } from './document-files'

type UploadAreaProps = { onFiles: (files: File[]) => void }

/** Files by button, with the keyboard too, or dropped. */
export function UploadArea({ onFiles }: UploadAreaProps) {
  const input = useRef<HTMLInputElement>(null)
  const { ref, over } = useDroppedFiles(onFiles)
  return (
    <div
      ref={ref}
      className={cn(
        'flex flex-col items-center gap-2 rounded-lg border border-border-strong border-dashed px-4 py-5 text-center transition-colors',
        over && 'border-accent bg-accent-soft',
      )}
    >
      <Button onClick={() => input.current?.click()}>
        <Upload aria-hidden />
        Choose files
      </Button>
      <p className={cn('text-sm', over ? 'text-text' : 'text-muted')}>
        or drop them here: text, Markdown or PDF, up to {formatBytes(documentLimits.bytes)} each. A file replaces the
        one of the same name.
      </p>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={acceptedFiles}
        aria-label="Files to upload"
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])])
          // The same file may be chosen again, e.g. after it was mended.
          currentTarget.value = ''
        }}
      />
    </div>
  )
}

function useDroppedFiles(onFiles: (files: File[]) => void) {
  const ref = useRef<HTMLDivElement>(null)
  const [over, setOver] = useState(false)
  useEffect(() => {
    const area = ref.current
    if (area === null) return
    const stop = new AbortController()
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true
    const listen = (type: 'dragover' | 'dragleave' | 'drop', hear: (event: DragEvent) => void) =>
      area.addEventListener(type, hear, { signal: stop.signal })
    listen('dragover', (event) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setOver(true)
    })
    listen('dragleave', ({ relatedTarget }) => {
      if (!(relatedTarget instanceof Node && area.contains(relatedTarget))) setOver(false)
    })
    listen('drop', (event) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setOver(false)
      onFiles([...(event.dataTransfer?.files ?? [])])
    })
    return () => stop.abort()
  }, [onFiles])
  return { ref, over }
}
