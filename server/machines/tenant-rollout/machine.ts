import { defineMachine, type Machine, type StepContext } from '@/server/durable/machine'
import { done } from '@/server/durable/outcome'
import type { MachineDependencies } from '../dependencies'
import { readTogether } from '../read-together'
import { awaitHealthy, overdue } from './await-healthy'
import { begin } from './begin'
import { type TenantRolloutState, type TenantRolloutStep, tenantRolloutStateSchema } from './steps'
import { readTarget } from './target'
import { type TenantRolloutLabel, tenantRolloutMachineName, tenantRolloutTransitions } from './transitions'

/** Subject: a rollout's target. Raises what is desired of one runtime, and waits until it is seen. */
export function tenantRollout(deps: MachineDependencies): Machine {
  const step = <Facts>({ read, act }: TenantRolloutStep<Facts>) => {
    const readKnown = readTogether(deps.db, async (tx, targetId: string) => {
      const target = await readTarget(tx, targetId)
      return target === null ? null : { target, facts: await read(deps, tx, target) }
    })
    return async (context: StepContext<TenantRolloutState>) => {
      const known = await readKnown(context.workspaceId, context.subjectId)
      return known === null ? done({ gone: true }) : act(deps, context, known.target, known.facts)
    }
  }
  return defineMachine<TenantRolloutLabel, TenantRolloutState>({
    name: tenantRolloutMachineName,
    state: tenantRolloutStateSchema,
    transitions: tenantRolloutTransitions,
    deadlines: { 'await-healthy': { afterMs: deps.timing.targetMs, hopTo: 'overdue' } },
    steps: { start: step(begin), 'await-healthy': step(awaitHealthy), overdue: step(overdue) },
  })
}
