import { inScope } from '@/server/db/scope'
import { nap } from '@/server/durable/outcome'
import { readRuntimeRecord } from '@/server/runtimes/runtime-record'
import { readLifecycleFailure } from '../runtime-lifecycle/read-failure'
import { ended, superseded, type TenantRolloutStep, tenantRemoved } from './steps'

const lookEveryMs = 1_000

/** What is seen decides: the generation that was asked for, or a later one that took over, or a reason. */
export const awaitHealthy: TenantRolloutStep = async (deps, context, target) => {
  const mine = target.generation ?? 0
  const { record, failure } = await inScope(deps.db, { workspaceId: context.workspaceId }, async (tx) => {
    const found = await readRuntimeRecord(tx, { tenantId: target.tenantId })
    return { record: found, failure: found === null ? null : await readLifecycleFailure(tx, found.id) }
  })
  if (record === null || record.desired.state === 'removed') return tenantRemoved(deps, context, target)
  const { desired, observed } = record
  if (desired.generation > mine) return superseded(deps, context, target)
  if (observed.phase === 'ready' && observed.generation >= mine && observed.restartCount >= desired.restartCount) {
    return ended(deps, context, target, { state: 'healthy' })
  }
  if (failure !== null && failure.generation >= mine) {
    return ended(deps, context, target, { state: 'failed', reasonCode: failure.code, reason: failure.message })
  }
  return nap(lookEveryMs)
}

export const overdue: TenantRolloutStep = async (deps, context, target) => {
  const record = await inScope(deps.db, { workspaceId: context.workspaceId }, (tx) =>
    readRuntimeRecord(tx, { tenantId: target.tenantId }),
  )
  const seconds = Math.round(deps.timing.targetMs / 1_000)
  const last = record === null ? '' : ` Last seen: ${record.observed.phase}. ${record.observed.reason ?? ''}`
  const reason = `It was not ready after ${seconds} s.${last}`.trim()
  return ended(deps, context, target, { state: 'failed', reasonCode: 'deadline-exceeded', reason })
}
