'use client'

import { cn } from '@/components/ui/cn'
import type { TargetCounts } from './progress'
import { type TargetState, targetStates, targetStatuses } from './target-status'

const colours: Record<TargetState, string> = {
  pending: 'text-muted',
  updating: 'text-info',
  healthy: 'text-success',
  failed: 'text-danger',
  skipped: 'text-muted',
}

type StateFilterProps = {
  counts: TargetCounts
  active: TargetState | null
  onChange: (state: TargetState | null) => void
}

/** The counters are the filters: press one to see only those tenants, press it again to see all. */
export function StateFilter({ counts, active, onChange }: StateFilterProps) {
  return (
    <fieldset className="grid grid-cols-3 gap-2 sm:grid-cols-5">
      <legend className="sr-only">Show only tenants that are</legend>
      {targetStates.map((state) => {
        const { word, icon: Icon, working } = targetStatuses[state]
        const count = counts[state]
        return (
          <button
            key={state}
            type="button"
            aria-pressed={active === state}
            disabled={count === 0 && active !== state}
            onClick={() => onChange(active === state ? null : state)}
            className="flex flex-col gap-0.5 rounded-lg border border-border bg-surface px-3 py-2 text-left transition-colors hover:border-border-strong disabled:opacity-60 disabled:hover:border-border aria-pressed:border-accent aria-pressed:bg-accent-soft"
          >
            <span className="flex items-center gap-1.5 text-muted text-xs">
              <Icon className={cn('size-3.5', colours[state], working && count > 0 && 'animate-working')} aria-hidden />
              {word}
            </span>
            <span className="font-semibold text-lg leading-tight">{count}</span>
          </button>
        )
      })}
    </fieldset>
  )
}
