'use client'

import { CircleCheck, CircleX, Hourglass, LoaderCircle } from 'lucide-react'
import { cn } from '@/components/ui/cn'
import type { TraceStep } from './preview-address'
import { type BlockRun, durationWords, stateWords, tokenWords } from './run-states'

const icons = { running: LoaderCircle, waiting: Hourglass, ended: CircleCheck, failed: CircleX } as const

const tones: Record<TraceStep['state'], string> = {
  running: 'text-info',
  waiting: 'text-warning',
  ended: 'text-success',
  failed: 'text-danger',
}

/** For the frame of a block on the canvas. */
export const litClass: Record<TraceStep['state'], string> = {
  running: 'border-info ring-4 ring-info/25',
  waiting: 'border-warning ring-4 ring-warning/25',
  ended: 'border-success',
  failed: 'border-danger ring-4 ring-danger/25',
}

export function StateIcon({ state }: { state: TraceStep['state'] }) {
  const Icon = icons[state]
  return <Icon className={cn('size-4 shrink-0', tones[state], state === 'running' && 'animate-spin')} aria-hidden />
}

/** How a block has fared, at the right of its title. */
export function RunMark({ run }: { run: BlockRun }) {
  const last = run.steps.at(-1)
  const words = [
    stateWords[run.state],
    run.steps.length > 1 && `${run.steps.length} times`,
    last !== undefined && durationWords(last),
    last !== undefined && tokenWords(last),
  ].filter(Boolean)
  return (
    <span title={words.join(', ')} className="flex items-center gap-1 text-[0.6875rem] text-muted tabular-nums">
      <span aria-hidden>{run.order}</span>
      <StateIcon state={run.state} />
      <span className="sr-only">
        {`Block ${run.order} of the test: `}
        {words.join(', ')}
      </span>
    </span>
  )
}
