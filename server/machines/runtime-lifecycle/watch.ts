import { hop } from '@/server/durable/outcome'
import { closeIncidents, openIncident } from '@/server/runtimes/incidents'
import { recordObservation } from '@/server/runtimes/record-observation'
import type { RuntimeRecord } from '@/server/runtimes/runtime-record'
import type { MachineDependencies } from '../dependencies'
import { decide } from './decide'
import { describeExit, enterBackOff, guardTrouble } from './failures'
import { becomeReady, pushBundle } from './push-bundle'
import type { LifecycleState } from './state'
import { type LifecycleOutcome, type LifecycleStep, observed, requestFor } from './steps'

export const watch: LifecycleStep = async (deps, context, record, missing) => {
  const { state } = context
  const request = requestFor(deps, record)
  const peer = deps.peers.get(record.id)
  const bootDigest = request === null ? null : deps.engine.bootDigest(request)
  const decision = decide({ record, state, peer, bootDigest })
  switch (decision.next) {
    case 'destroy':
      return hop('destroy')
    case 'give-up':
      return giveUp(record, state)
    case 'idle':
      return idle(deps, record, state)
    case 'prepare':
      return hop('prepare')
    case 'provision':
      return provisionNext(deps, record, state)
    case 'restart':
      return hop('restart', { state: { ...state, restarting: null } })
    case 'look':
      return look(deps, record, state)
    case 'refuse':
      return enterBackOff(deps, record, state, guardTrouble(decision.guards, peer?.guards ?? null))
    case 'push-bundle':
      return pushBundle(deps, context, record, missing)
    case 'stay-refused':
      return observed(deps, record, { label: 'watch', state, afterMs: deps.timing.recheckMs }, {})
    case 'settled':
      return settled(deps, record, state)
  }
}

/** Written before anything is removed, so that nobody tries it meanwhile. */
function giveUp(record: RuntimeRecord, state: LifecycleState): LifecycleOutcome {
  return hop('watch', {
    state,
    commit: async (tx) => {
      await tx.$executeRaw`
        UPDATE runtime SET desired_state = 'removed', desired_generation = desired_generation + 1
        WHERE id = ${record.id}::uuid AND desired_generation = ${record.desired.generation}`
    },
  })
}

function idle(deps: MachineDependencies, record: RuntimeRecord, state: LifecycleState): LifecycleOutcome {
  const reason = 'No version has been rolled out to this tenant yet.'
  const afterMs = deps.timing.recheckMs
  if (record.observed.reason === reason) return hop('watch', { state, afterMs })
  return observed(deps, record, { label: 'watch', state, afterMs }, { phase: 'pending', reason })
}

export function provisionNext(
  deps: MachineDependencies,
  record: RuntimeRecord,
  state: LifecycleState,
): LifecycleOutcome {
  const phase = record.observed.bootDigest === null ? 'starting' : 'updating'
  return observed(deps, record, { label: 'provision', state }, { phase, reason: null })
}

/** Why is there no control connection? */
async function look(
  deps: MachineDependencies,
  record: RuntimeRecord,
  state: LifecycleState,
): Promise<LifecycleOutcome> {
  const seen = await deps.engine.inspect(record.id)
  const now = Date.now()
  if (seen === null) return vanished(deps, record, state)
  switch (seen.phase) {
    case 'exited':
      return enterBackOff(deps, record, state, describeExit(deps, record, seen.exit))
    case 'paused':
      await deps.engine.resume(record.id)
      return hop('await-hello', { state: { ...state, waitingSince: now } })
    case 'running':
      return hop('await-hello', { state: { ...state, waitingSince: now } })
  }
}

/** Drift: somebody removed it under us. It is made again, and told. */
function vanished(deps: MachineDependencies, record: RuntimeRecord, state: LifecycleState): LifecycleOutcome {
  const summary = 'The runtime was removed from the engine by someone else. It is made again; its data is kept.'
  return observed(
    deps,
    record,
    { label: 'provision', state },
    { phase: 'starting', reason: summary },
    {
      commit: (tx) =>
        openIncident(tx, { workspaceId: record.workspaceId, tenantId: record.tenantId, kind: 'engine', summary }),
    },
  )
}

/** All is as desired. Now and then the engine is asked too, so that drift without a death notice is found. */
async function settled(
  deps: MachineDependencies,
  record: RuntimeRecord,
  state: LifecycleState,
): Promise<LifecycleOutcome> {
  const { desired, observed: seen } = record
  const recorded =
    seen.phase === 'ready' &&
    seen.generation === desired.generation &&
    seen.bundleId === desired.bundle?.id &&
    seen.restartCount >= desired.restartCount &&
    seen.bootId === deps.peers.get(record.id)?.bootId
  if (!recorded) return becomeReady(deps, record, state)
  const now = Date.now()
  const afterMs = deps.timing.recheckMs
  if (now - state.inspectedAt < afterMs) return hop('watch', { state, afterMs })
  const there = await deps.engine.inspect(record.id)
  if (there === null) return vanished(deps, record, state)
  if (there.bootDigest !== seen.bootDigest) return provisionNext(deps, record, state)
  return hop('watch', {
    state: { ...state, inspectedAt: now },
    afterMs,
    commit: async (tx) => {
      await recordObservation(tx, { runtimeId: record.id, seen: {} })
      if (seen.hasOpenIncident) await closeIncidents(tx, record.tenantId)
    },
  })
}
