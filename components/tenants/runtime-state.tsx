import { cn } from '@/components/ui/cn'
import { RelativeTime } from '@/components/ui/relative-time'
import { StatusBadge } from '@/components/ui/status-badge'
import { type RuntimePhase, runtimeStatuses } from './runtime-status'

type RuntimeStateProps = { phase: RuntimePhase; observedAt: Date | null; removing?: boolean; className?: string }

/** What was seen, and how long ago: never only what was wished for. */
export function RuntimeState({ phase, observedAt, removing = false, className }: RuntimeStateProps) {
  const status = removing
    ? { ...runtimeStatuses.removed, word: 'Being deleted', working: true }
    : runtimeStatuses[phase]
  return (
    <span className={cn('inline-flex items-center gap-2', className)}>
      <StatusBadge status={status} />
      <span className="whitespace-nowrap text-muted text-xs">
        {observedAt ? (
          <>
            seen <RelativeTime at={observedAt} />
          </>
        ) : (
          'not seen yet'
        )}
      </span>
    </span>
  )
}
