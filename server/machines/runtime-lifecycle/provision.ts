import { hop } from '@/server/durable/outcome'
import type { EnsureOutcome, RuntimeObservation } from '@/server/provisioning/port'
import type { RuntimeRecord } from '@/server/runtimes/runtime-record'
import type { MachineDependencies } from '../dependencies'
import { engineTrouble, enterBackOff } from './failures'
import type { LifecycleState } from './state'
import { type LifecycleOutcome, type LifecycleStep, observed, requestFor } from './steps'

/** Makes the container as desired. The engine sees to it that repeating this changes nothing. */
export const provision: LifecycleStep = async (deps, { state }, record) => {
  const request = requestFor(deps, record)
  if (request === null || record.desired.state === 'removed') return hop('watch')
  const formerBootId = deps.peers.get(record.id)?.bootId ?? null
  let outcome: EnsureOutcome
  try {
    outcome = await deps.engine.ensure(request)
  } catch (error) {
    return enterBackOff(deps, record, state, engineTrouble(error))
  }
  await deps.refreshDoors()
  const { action, observation } = outcome
  // `unchanged`, though it was never recorded: an earlier attempt of ours made it and could not say so.
  const isNew = action !== 'unchanged' || observation.bootDigest !== record.observed.bootDigest
  const next = isNew ? { ...started(record, state), formerBootId: action === 'unchanged' ? null : formerBootId } : state
  return awaitHello(deps, record, next, observation)
}

/** Stop and start, nothing else changed. Decided first, then done: so it is done once, whatever dies in between. */
export const restart: LifecycleStep = async (deps, { state }, record) => {
  if (record.desired.state === 'removed') return hop('watch')
  const seen = await deps.engine.inspect(record.id)
  if (seen === null || seen.phase === 'exited') return hop('provision', { state })
  const startedAt = seen.startedAt ?? null
  if (state.restarting === null) return hop('restart', { state: { ...state, restarting: { startedAt } } })
  if (startedAt !== state.restarting.startedAt) return awaitHello(deps, record, started(record, state), seen)
  const formerBootId = deps.peers.get(record.id)?.bootId ?? null
  const restarted = await deps.engine.restart(record.id, deps.timing.graceMs)
  return awaitHello(deps, record, { ...started(record, state), formerBootId }, restarted)
}

function started(record: RuntimeRecord, state: LifecycleState): LifecycleState {
  return { ...state, startedForRestart: record.desired.restartCount, restarting: null }
}

function awaitHello(
  deps: MachineDependencies,
  record: RuntimeRecord,
  state: LifecycleState,
  seen: RuntimeObservation,
): LifecycleOutcome {
  const phase = record.observed.bundleId === null ? 'starting' : 'updating'
  return observed(
    deps,
    record,
    { label: 'await-hello', state: { ...state, waitingSince: Date.now(), inspectedAt: Date.now(), backOff: null } },
    {
      engine: deps.engine.name,
      phase,
      reason: null,
      bootDigest: seen.bootDigest,
      ...(seen.startedAt === undefined ? {} : { startedAt: seen.startedAt }),
    },
  )
}
