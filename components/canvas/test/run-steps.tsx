'use client'

import { SkipForward } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { useEditor, useEditorHandle } from '../editor-context'
import { revealBlock } from '../store/commands/selection'
import type { TraceStep } from './preview-address'
import { StateIcon } from './run-mark'
import { blockRuns, durationWords, shortDigest, stateWords, tokenWords } from './run-states'
import { StepDetail } from './step-detail'
import { useBlockRun, useTest, useTestSession } from './test-context'

/** More than this many are told by number: a loop over a long list. */
const shown = 200

/** What the last run did, in order; of the block that is selected, what it was given and gave. */
export function RunSteps() {
  const trace = useTest((state) => state.trace)
  const selected = useEditor(({ selection }) => (selection.blocks.length === 1 ? selection.blocks[0] : undefined))
  const run = useBlockRun(selected)
  if (trace === null) return null
  return (
    <section aria-label="Steps of this run" className="flex flex-col gap-2">
      <h3 className="flex items-baseline justify-between font-medium text-muted text-xs">
        Steps
        {trace.drawing !== null && <span className="font-mono">{shortDigest(trace.drawing)}</span>}
      </h3>
      {trace.error !== null && <p className="text-danger text-xs">{trace.error.message}</p>}
      <ol className="flex flex-col gap-0.5">
        {trace.steps.slice(0, shown).map((step) => (
          <Step key={step.step} step={step} active={run?.steps.includes(step) === true} />
        ))}
      </ol>
      {trace.steps.length > shown && <p className="text-muted text-xs">…and {trace.steps.length - shown} more.</p>}
      {run !== undefined && <StepDetail key={`${trace.id} ${selected}`} turn={trace.id} steps={run.steps} />}
    </section>
  )
}

function Step({ step, active }: { step: TraceStep; active: boolean }) {
  const { store } = useEditorHandle()
  const session = useTestSession()
  const document = useEditor((state) => state.document)
  const trace = useTest((state) => state.trace)
  const choose = () => {
    if (trace === null) return
    const block = [...blockRuns(document, trace)].find(([, run]) => run.steps.includes(step))?.[0]
    if (block !== undefined) revealBlock(store, block)
  }
  const numbers = [durationWords(step), tokenWords(step)].filter(Boolean).join(' · ')
  return (
    <li className="flex items-center gap-1">
      <button
        type="button"
        onClick={choose}
        aria-current={active || undefined}
        className={cn(
          'flex min-w-0 flex-1 items-center gap-2 rounded-md px-2 py-1 text-left text-[0.8125rem] hover:bg-surface-sunken',
          active && 'bg-surface-sunken',
        )}
      >
        <StateIcon state={step.state} />
        <span className="sr-only">{stateWords[step.state]}: </span>
        <span className="min-w-0 flex-1 truncate">{step.label}</span>
        <span className="shrink-0 text-muted text-xs tabular-nums">{numbers}</span>
      </button>
      {step.state === 'waiting' && step.kind !== 'approval' && (
        <Button size="sm" variant="ghost" onClick={() => void session.skip(step.step)}>
          <SkipForward aria-hidden />
          Skip
        </Button>
      )}
    </li>
  )
}
