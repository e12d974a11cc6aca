import { type TargetState, targetStates } from './target-status'

export type TargetCounts = Record<TargetState, number>

export function totalOf(counts: TargetCounts): number {
  return targetStates.reduce((sum, state) => sum + counts[state], 0)
}

/** "2 of 3 tenants done, 1 failed": what a screen reader hears and a glance needs. */
export function progressSentence(counts: TargetCounts): string {
  const total = totalOf(counts)
  const done = counts.healthy + counts.failed + counts.skipped
  const failed = counts.failed > 0 ? `, ${counts.failed} failed` : ''
  return `${done} of ${total} ${total === 1 ? 'tenant' : 'tenants'} done${failed}`
}

type FailedTarget = { state: TargetState; reasonCode: string | null; reason: string | null }

type FailureGroup<Target> = { code: string; reason: string; targets: Target[] }

/** Failures with one cause stand together, the largest group first: three hundred tenants rarely fail in three hundred ways. */
export function groupFailures<Target extends FailedTarget>(targets: readonly Target[]): FailureGroup<Target>[] {
  const groups = new Map<string, FailureGroup<Target>>()
  for (const target of targets) {
    if (target.state !== 'failed') continue
    const code = target.reasonCode ?? 'unknown'
    const group = groups.get(code) ?? { code, reason: target.reason ?? 'No reason was recorded.', targets: [] }
    group.targets.push(target)
    groups.set(code, group)
  }
  return [...groups.values()].sort((a, b) => b.targets.length - a.targets.length || a.code.localeCompare(b.code))
}
