'use client'

import { SendHorizontal } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Textarea } from '@/components/ui/textarea'
import { messageLimits } from '@/domain/runtime/runtime-api'
import { useTest, useTestSession } from './test-context'
import type { Entry } from './test-state'

export function Conversation() {
  const entries = useTest((state) => state.entries)
  const answering = useTest((state) => state.busy === 'answering')
  const end = useRef<HTMLDivElement>(null)
  const last = entries.at(-1)
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when something was said, not when the ref changes
  useEffect(() => {
    void end.current?.scrollIntoView({ block: 'nearest' })
  }, [last?.text, entries.length])
  if (entries.length === 0) {
    return (
      <p className="text-muted text-sm">
        Write a message: the drawing on screen answers, in a sealed runtime of its own. Nobody else sees it, and no
        tenant changes.
      </p>
    )
  }
  return (
    <section aria-label="Conversation" aria-live="polite">
      <ol className="flex flex-col gap-2">
        {entries.map((entry) => (
          <Said key={entry.id} entry={entry} pending={answering && entry === last} />
        ))}
      </ol>
      <div ref={end} />
    </section>
  )
}

const speaker: Record<Entry['from'], string> = { you: 'You: ', agent: 'Agent: ', note: '' }

function Said({ entry, pending }: { entry: Entry; pending: boolean }) {
  if (entry.from === 'note') return <li className="text-center text-muted text-xs">{entry.text}</li>
  return (
    <li
      className={cn(
        'max-w-[85%] whitespace-pre-wrap break-words rounded-xl px-3 py-2 text-sm',
        entry.from === 'you' ? 'self-end bg-accent-soft' : 'self-start border border-border bg-surface-raised',
        entry.failed === true && 'border-danger/40 bg-danger-soft',
      )}
    >
      <span className="sr-only">{speaker[entry.from]}</span>
      {entry.text !== '' ? entry.text : <span className="text-muted">{pending ? 'Thinking…' : 'No reply yet.'}</span>}
    </li>
  )
}

export function Composer() {
  const session = useTestSession()
  const busy = useTest((state) => state.busy !== null)
  const [text, setText] = useState('')
  const send = () => {
    const content = text.trim()
    if (content === '' || busy) return
    setText('')
    void session.send(content)
  }
  return (
    <form
      className="flex items-end gap-2 border-border border-t p-3"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <Textarea
        aria-label="Message to the draft"
        placeholder="Write to the draft…"
        value={text}
        maxLength={messageLimits.contentChars}
        className="max-h-40 min-h-9"
        rows={1}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
          event.preventDefault()
          send()
        }}
      />
      <Button
        variant="primary"
        size="icon"
        type="submit"
        aria-label="Send"
        pending={busy}
        disabled={text.trim() === ''}
      >
        {!busy && <SendHorizontal aria-hidden />}
      </Button>
    </form>
  )
}
