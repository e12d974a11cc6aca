import { nap } from '@/server/durable/outcome'
import { type RuntimeRecord, readRuntimeRecord } from '@/server/runtimes/runtime-record'
import { readLifecycleFailure } from '../runtime-lifecycle/read-failure'
import type { LifecycleFailure } from '../runtime-lifecycle/state'
import { ended, superseded, type TenantRolloutStep, tenantRemoved } from './steps'

const lookEveryMs = 1_000

/** What is seen decides: the generation that was asked for, or a later one that took over, or a reason. */
export const awaitHealthy: TenantRolloutStep<{ record: RuntimeRecord | null; failure: LifecycleFailure | null }> = {
  async read(_deps, tx, { tenantId }) {
    const record = await readRuntimeRecord(tx, { tenantId })
    const isWell = record === null || record.observed.reason === null
    return { record, failure: isWell ? null : await readLifecycleFailure(tx, record.id) }
  },
  async act(deps, context, target, { record, failure }) {
    const mine = target.generation ?? 0
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
  },
}

export const overdue: TenantRolloutStep<RuntimeRecord | null> = {
  read: (_deps, tx, { tenantId }) => readRuntimeRecord(tx, { tenantId }),
  async act(deps, context, target, record) {
    const seconds = Math.round(deps.timing.targetMs / 1_000)
    const last = record === null ? '' : ` Last seen: ${record.observed.phase}. ${record.observed.reason ?? ''}`
    const reason = `It was not ready after ${seconds} s.${last}`.trim()
    return ended(deps, context, target, { state: 'failed', reasonCode: 'deadline-exceeded', reason })
  },
}
