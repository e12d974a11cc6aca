import { formatDuration } from '@/components/ui/age'
import { type Draining, drainingWords } from './draining'
import { pathWords, type TargetState, targetStatuses, type UpdatePath } from './target-status'

export type LabelledTarget = {
  tenant: { name: string }
  state: TargetState
  path: UpdatePath | null
  reason: string | null
  startedAt: Date | null
  finishedAt: Date | null
  draining: readonly Draining[]
}

/** "Healthy · live · 340 ms" */
export function targetDetail(target: LabelledTarget): string {
  const parts = [targetStatuses[target.state].word]
  if (target.path && target.state !== 'skipped') parts.push(pathWords[target.path].word)
  const duration = targetDuration(target)
  if (duration) parts.push(duration)
  return parts.join(' · ')
}

/** "Acme: Failed · restart · 12 s. The memory limit is too low." What a hover and a screen reader say. */
export function targetLabel(target: LabelledTarget): string {
  const rest = [target.reason, targetDraining(target)].filter((words) => words !== null)
  return [`${target.tenant.name}: ${targetDetail(target)}`, ...rest].join('. ')
}

/** Null where no replaced version has anything left to do. */
export function targetDraining({ draining }: Pick<LabelledTarget, 'draining'>): string | null {
  return draining.length === 0 ? null : draining.map(drainingWords).join('; ')
}

export function targetDuration({ startedAt, finishedAt }: LabelledTarget): string | null {
  return startedAt && finishedAt ? formatDuration(finishedAt.getTime() - startedAt.getTime()) : null
}
