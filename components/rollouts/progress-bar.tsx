import { cn } from '@/components/ui/cn'
import { progressSentence, type TargetCounts, totalOf } from './progress'
import type { TargetState } from './target-status'

const segments: { state: TargetState; className: string }[] = [
  { state: 'healthy', className: 'bg-success' },
  { state: 'failed', className: 'bg-danger' },
  { state: 'skipped', className: 'bg-border-strong' },
  { state: 'updating', className: 'bg-info animate-working' },
]

export function ProgressBar({ counts, className }: { counts: TargetCounts; className?: string }) {
  const total = totalOf(counts)
  const done = counts.healthy + counts.failed + counts.skipped
  return (
    <div
      role="progressbar"
      aria-label="Progress"
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={done}
      aria-valuetext={progressSentence(counts)}
      className={cn('flex h-2 gap-px overflow-hidden rounded-full bg-surface-sunken', className)}
    >
      {segments
        .filter(({ state }) => counts[state] > 0)
        .map(({ state, className: colour }) => (
          <div
            key={state}
            className={cn('transition-[width] duration-500', colour)}
            style={{ width: `${(counts[state] / total) * 100}%` }}
          />
        ))}
    </div>
  )
}
