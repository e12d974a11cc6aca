import { z } from 'zod'
import type { SqlTransaction } from '@/server/db/sql'
import type { StepContext } from '@/server/durable/machine'
import { done, type Outcome } from '@/server/durable/outcome'
import type { MachineDependencies } from '../dependencies'
import { endTarget, type Target, type TargetEnd } from './target'
import type { TenantRolloutLabel } from './transitions'

export const tenantRolloutStateSchema = z.strictObject({})
export type TenantRolloutState = z.infer<typeof tenantRolloutStateSchema>
export type TenantRolloutOutcome = Outcome<TenantRolloutLabel, TenantRolloutState>
/** Reads what it must know in one transaction, and acts on it outside. */
export type TenantRolloutStep<Facts> = {
  read: (deps: MachineDependencies, tx: SqlTransaction, target: Target) => Promise<Facts>
  act: (
    deps: MachineDependencies,
    context: StepContext<TenantRolloutState>,
    target: Target,
    facts: Facts,
  ) => Promise<TenantRolloutOutcome>
}

/** The target's end; the rollout counts again. */
export function ended(
  deps: MachineDependencies,
  { workspaceId }: StepContext<TenantRolloutState>,
  target: Target,
  end: TargetEnd,
): TenantRolloutOutcome {
  return done(
    { state: end.state },
    {
      commit: (tx) => endTarget(tx, { id: target.id, end }),
      wake: [{ machine: 'rollout', subjectId: target.rolloutId }],
      afterCommit: () => deps.hints.publish({ workspaceId, topic: 'rollout', id: target.rolloutId }),
    },
  )
}

export function superseded(
  deps: MachineDependencies,
  context: StepContext<TenantRolloutState>,
  target: Target,
): TenantRolloutOutcome {
  const by = target.overtakenBy === null ? 'A newer change' : `Rollout #${target.overtakenBy}`
  const reason = `${by} took over before this one was done.`
  return ended(deps, context, target, { state: 'skipped', reasonCode: 'superseded', reason })
}

export function tenantRemoved(
  deps: MachineDependencies,
  context: StepContext<TenantRolloutState>,
  target: Target,
): TenantRolloutOutcome {
  return ended(deps, context, target, {
    state: 'skipped',
    reasonCode: 'tenant-removed',
    reason: 'The tenant is being deleted.',
  })
}
