'use client'

import { GitCompareArrows } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { RelativeTime } from '@/components/ui/relative-time'
import { describeChange, diff } from '@/domain/blueprint/diff'
import { countOf } from '../block-words'
import { useEditor, useEditorHandle, useSaveState } from '../editor-context'
import { replaceDrawing } from '../store/commands/whole-drawing'
import type { Snapshot } from '../store/history'
import type { JournalEntry } from './journal'

/** Somebody else saved first. Nothing is overwritten until a person has chosen. */
export function ConflictBar() {
  const { store, autosave } = useEditorHandle()
  const theirs = useSaveState((state) => (state.phase === 'conflict' ? state.theirs : undefined))
  const document = useEditor((state) => state.document)
  const layout = useEditor((state) => state.layout)
  if (theirs === undefined) return null
  return (
    <Bar
      title={`${theirs.updatedBy ?? 'Somebody'} saved this draft in another window.`}
      details={<Differences from={theirs} to={{ document, layout }} />}
      actions={
        <>
          <Button
            size="sm"
            onClick={() => autosave.takeTheirs((draft) => replaceDrawing(store, 'Use their draft', draft))}
          >
            Use theirs
          </Button>
          <Button size="sm" variant="primary" onClick={autosave.keepMine}>
            Keep mine
          </Button>
        </>
      }
    >
      “Use theirs” shows their draft; one undo brings yours back. “Keep mine” saves yours on top of theirs. Until you
      choose, your changes are kept on this device.
    </Bar>
  )
}

type RecoveryBarProps = { entry: JournalEntry; server: Snapshot; onDecide: (useIt: boolean) => void }

export function RecoveryBar({ entry, server, onDecide }: RecoveryBarProps) {
  return (
    <Bar
      title={
        <>
          This browser kept {countOf(entry.unsaved, 'unsaved change')} of yours, made{' '}
          <RelativeTime at={new Date(entry.savedAtMs)} />.
        </>
      }
      details={<Differences from={server} to={entry} />}
      actions={
        <>
          <Button size="sm" onClick={() => onDecide(false)}>
            Discard them
          </Button>
          <Button size="sm" variant="primary" onClick={() => onDecide(true)}>
            Put them back
          </Button>
        </>
      }
    >
      The draft was saved since, so they were not put back by themselves. Putting them back replaces what you see; undo
      takes it away again.
    </Bar>
  )
}

type BarProps = { title: ReactNode; details: ReactNode; actions: ReactNode; children: ReactNode }

function Bar({ title, details, actions, children }: BarProps) {
  return (
    <section
      role="alert"
      className="flex items-start gap-3 border-warning/40 border-b bg-warning-soft px-4 py-2.5 text-[0.8125rem]"
    >
      <GitCompareArrows className="mt-0.5 size-4 shrink-0 text-warning" aria-hidden />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{title}</p>
        <p className="text-pretty text-text/85 text-xs">{children}</p>
        {details}
      </div>
      <div className="flex shrink-0 gap-2">{actions}</div>
    </section>
  )
}

function Differences({ from, to }: { from: Snapshot; to: Snapshot }) {
  const changes = diff(from.document, to.document)
  if (changes.length === 0) return <p className="mt-1 text-xs">The two differ only in where blocks stand.</p>
  return (
    <details className="mt-1 text-xs">
      <summary className="cursor-pointer">{`What differs (${changes.length})`}</summary>
      <ul className="mt-1 max-h-40 list-disc overflow-y-auto pl-5">
        {changes.map((change) => (
          <li key={JSON.stringify(change)}>{describeChange(change, from.document, to.document)}</li>
        ))}
      </ul>
    </details>
  )
}
