'use client'

import { FileUp } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { DialogBody, DialogClose, DialogFooter } from '@/components/ui/dialog'
import { ErrorNotice } from '@/components/ui/error-notice'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/textarea'
import { exchangeLimits } from '@/domain/blueprint/exchange/exchange-limits'
import type { Incoming } from '@/domain/blueprint/exchange/incoming'
import { readImport } from '@/domain/blueprint/exchange/read-import'
import { BulkheadError } from '@/domain/errors'

/** A character of UTF-8 may take four bytes. */
const mostBytes = exchangeLimits.textChars * 4

/** A file that is chosen or dropped, or a text that is pasted. */
export function ImportSource({ onRead }: { onRead: (incoming: Incoming) => void }) {
  const [error, setError] = useState<string>()
  const [text, setText] = useState('')
  const read = (given: string) => {
    try {
      onRead(readImport(given))
    } catch (cause) {
      if (!(cause instanceof BulkheadError)) throw cause
      setError(cause.message)
    }
  }
  const readFile = async (file: File | undefined) => {
    if (file === undefined) return
    if (file.size > mostBytes) return setError(`“${file.name}” is too large for a blueprint.`)
    try {
      read(await file.text())
    } catch {
      setError(`“${file.name}” could not be read. Choose it again.`)
    }
  }
  return (
    <>
      <DialogBody className="flex flex-col gap-4">
        {error && <ErrorNotice title="This cannot be imported">{error}</ErrorNotice>}
        <FilePicker onFile={readFile} />
        <Field
          label="Or paste its text"
          hint="JSON, or TypeScript or Python of an OpenAI agent. It is read and never run."
        >
          <Textarea
            value={text}
            onChange={(event) => setText(event.target.value)}
            spellCheck={false}
            className="max-h-52 font-mono text-xs"
          />
        </Field>
      </DialogBody>
      <DialogFooter>
        <DialogClose render={<Button />}>Cancel</DialogClose>
        <Button variant="primary" disabled={text.trim() === ''} onClick={() => read(text)}>
          Look at it
        </Button>
      </DialogFooter>
    </>
  )
}

function FilePicker({ onFile }: { onFile: (file: File | undefined) => void }) {
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setIsOver] = useState(false)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the button inside does the same
    <div
      onDragOver={(event) => {
        event.preventDefault()
        setIsOver(true)
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setIsOver(false)
        onFile(event.dataTransfer.files[0])
      }}
      className={cn(
        'flex flex-col items-center gap-3 rounded-xl border border-border-strong border-dashed px-6 py-8 text-center transition-colors',
        isOver && 'border-accent bg-accent-soft',
      )}
    >
      <FileUp className="size-6 text-muted" aria-hidden />
      <p className="text-sm">Drop a file here</p>
      <Button onClick={() => input.current?.click()}>Choose a file…</Button>
      <input
        ref={input}
        type="file"
        accept=".json,.ts,.tsx,.js,.mjs,.py,.txt,application/json,text/plain"
        aria-label="File to import"
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          onFile(event.target.files?.[0])
          event.target.value = ''
        }}
      />
    </div>
  )
}
