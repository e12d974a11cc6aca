'use client'

import { GitCompareArrows } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { RelativeTime } from '@/components/ui/relative-time'
import { describeSet } from '@/domain/blueprint/draft/change-set'
import { rebase } from '@/domain/blueprint/draft/rebase'
import { countOf } from '../block-words'
import { useEditorHandle } from '../editor-context'
import type { Refused } from './use-recovery'

/** Kept work that cannot be sent by itself. Nothing of it is used or thrown away until a person has chosen. */
export function RecoveryBar({ refused, onDecide }: { refused: Refused; onDecide: (useIt: boolean) => void }) {
  const { entry, why } = refused
  return (
    <section
      role="alert"
      className="flex items-start gap-3 border-warning/40 border-b bg-warning-soft px-4 py-2.5 text-[0.8125rem]"
    >
      <GitCompareArrows className="mt-0.5 size-4 shrink-0 text-warning" aria-hidden />
      <div className="min-w-0 flex-1">
        <p className="font-medium">
          This browser kept {countOf(entry.unsaved, 'change')} of yours, made{' '}
          <RelativeTime at={new Date(entry.savedAtMs)} />, that could not be sent.
        </p>
        <p className="text-pretty text-text/85 text-xs">
          {why} Putting them back makes them over again in the draft that you see; undo takes them away.
        </p>
        <Contents refused={refused} />
      </div>
      <div className="flex shrink-0 gap-2">
        <Button size="sm" onClick={() => onDecide(false)}>
          Discard them
        </Button>
        <Button size="sm" variant="primary" onClick={() => onDecide(true)}>
          Put them back
        </Button>
      </div>
    </section>
  )
}

function Contents({ refused }: { refused: Refused }) {
  const { document, layout } = useEditorHandle().store.getState()
  const drawing = { document, layout }
  const words = refused.sets.flatMap(({ set }) => describeSet(set, drawing, rebase(drawing, set, 'later-wins').drawing))
  return (
    <details className="mt-1 text-xs">
      <summary className="cursor-pointer">{`What they are (${words.length})`}</summary>
      <ul className="mt-1 max-h-40 list-disc overflow-y-auto pl-5">
        {words.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </details>
  )
}
