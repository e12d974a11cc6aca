'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ErrorNotice } from '@/components/ui/error-notice'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { Loading, Skeleton } from '@/components/ui/skeleton'
import { readContent, type TraceStep } from './preview-address'
import { durationWords, stateWords, tokenWords } from './run-states'
import { useTest } from './test-context'

/** What one block was given and what came of it, read from the preview itself. */
export function StepDetail({ turn, steps }: { turn: string; steps: readonly TraceStep[] }) {
  const [chosen, setChosen] = useState(steps[0]?.step ?? '')
  const step = steps.find((candidate) => candidate.step === chosen) ?? steps[0]
  const preview = useTest((state) => state.preview)
  const query = useQuery({
    queryKey: ['preview-step', turn, step?.step, step?.state, step?.tries],
    queryFn: ({ signal }) => {
      if (preview === null || step === undefined) throw new Error('nothing is chosen')
      return readContent(preview, turn, step.step, signal)
    },
    enabled: preview !== null && step !== undefined,
    retry: false,
  })
  if (step === undefined) return null
  const words = [stateWords[step.state], durationWords(step), tokenWords(step), step.tries > 1 && `${step.tries} tries`]
  return (
    <section aria-label={`What ${step.label} did`} className="flex flex-col gap-3 rounded-lg border border-border p-3">
      <div>
        <h4 className="font-semibold text-[0.8125rem]">{step.label}</h4>
        <p className="text-muted text-xs">{words.filter(Boolean).join(' · ')}</p>
      </div>
      {steps.length > 1 && (
        <Field label="Which time">
          <Select
            options={steps.map(({ step: place }) => ({ value: place, label: place }))}
            value={step.step}
            onValueChange={(value) => setChosen(String(value))}
          />
        </Field>
      )}
      {step.error !== null && <ErrorNotice title="It failed">{step.error.message}</ErrorNotice>}
      {query.error !== null && <ErrorNotice title="It could not be read">{query.error.message}</ErrorNotice>}
      {query.isPending && (
        <Loading label="Reading what this block did">
          <Skeleton className="h-16 rounded-md" />
        </Loading>
      )}
      {query.data !== undefined && (
        <>
          <Value of={step.label} name="Input" value={query.data.input} />
          <Value of={step.label} name="Output" value={query.data.output} />
          {query.data.reply !== null && <Value of={step.label} name="Reply" value={query.data.reply} />}
          {query.data.notes.length > 0 && <Value of={step.label} name="On the way" value={query.data.notes} />}
        </>
      )}
    </section>
  )
}

/** More is not shown at once: a browser would take long over it. */
const mostChars = 20_000

function Value({ name, of, value }: { name: string; of: string; value: unknown }) {
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2)
  return (
    <div>
      <h5 className="mb-1 font-medium text-muted text-xs">{name}</h5>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long value scrolls, also for whoever has no mouse
        tabIndex={0}
        aria-label={`${name} of ${of}`}
        className="max-h-56 overflow-auto rounded-md bg-surface-sunken p-2"
      >
        <pre className="whitespace-pre-wrap break-words font-mono text-xs">
          {(text ?? 'null').slice(0, mostChars)}
          {(text ?? '').length > mostChars && '\n…'}
        </pre>
      </section>
    </div>
  )
}
