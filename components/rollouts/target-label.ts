import { formatDuration } from '@/components/ui/age'
import { pathWords, type TargetState, targetStatuses, type UpdatePath } from './target-status'

export type LabelledTarget = {
  tenant: { name: string }
  state: TargetState
  path: UpdatePath | null
  reason: string | null
  startedAt: Date | null
  finishedAt: Date | null
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
  return `${target.tenant.name}: ${targetDetail(target)}${target.reason ? `. ${target.reason}` : ''}`
}

export function targetDuration({ startedAt, finishedAt }: LabelledTarget): string | null {
  return startedAt && finishedAt ? formatDuration(finishedAt.getTime() - startedAt.getTime()) : null
}
