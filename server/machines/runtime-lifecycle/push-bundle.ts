import { failedGuards } from '@/domain/runtime/guard-report'
import { hop, nap } from '@/server/durable/outcome'
import { closeIncidents } from '@/server/runtimes/incidents'
import { readSignedBundle } from '@/server/runtimes/prepare-bundle'
import type { RuntimeRecord } from '@/server/runtimes/runtime-record'
import type { LivePeer } from '../control-peers'
import type { MachineDependencies } from '../dependencies'
import { enterBackOff, guardTrouble } from './failures'
import type { LifecycleState } from './state'
import { type LifecycleContext, type LifecycleOutcome, type LifecycleStep, observed, waitingRollouts } from './steps'

/** Most answers come within this: then the runtime's strand need not be woken for it. */
const linger = 250
const lookEveryMs = 1_000

export const pushBundle: LifecycleStep = async (deps, context, record, missing) => {
  const peer = deps.peers.get(record.id)
  const { bundle, generation } = record.desired
  if (peer === null || bundle === null) return hop('watch')
  const { workspaceId } = context
  const signed = missing ?? (await deps.db.inScope({ workspaceId }, (tx) => readSignedBundle(tx, bundle.id)))
  await peer.apply(generation, signed, linger)
  return concludeAnswer(deps, context, record) ?? hop('await-answer', { afterMs: lookEveryMs })
}

export const awaitAnswer: LifecycleStep = async (deps, context, record) => {
  if (deps.peers.get(record.id) === null) return hop('watch')
  return concludeAnswer(deps, context, record) ?? nap(lookEveryMs)
}

/** What the runtime made of the bundle. Null: it has not said yet. */
function concludeAnswer(
  deps: MachineDependencies,
  { state }: LifecycleContext,
  record: RuntimeRecord,
): LifecycleOutcome | null {
  const peer = deps.peers.get(record.id)
  const { bundle, generation } = record.desired
  if (peer === null || bundle === null) return null
  if (peer.active?.generation === generation && peer.active.bundleDigest === bundle.digest) {
    const failed = failedGuards(peer.guards)
    if (failed.length > 0) return enterBackOff(deps, record, state, guardTrouble(failed, peer.guards))
    return becomeReady(deps, record, state)
  }
  return peer.refused?.generation === generation ? stayRefused(deps, record, state, peer) : null
}

/** What is desired is what is seen: written once, with everything that follows from it. */
export function becomeReady(deps: MachineDependencies, record: RuntimeRecord, state: LifecycleState): LifecycleOutcome {
  const { desired } = record
  const peer = deps.peers.get(record.id)
  const now = Date.now()
  const next: LifecycleState = {
    ...state,
    healthySince: state.healthySince ?? now,
    inspectedAt: now,
    failure: null,
    waitingSince: null,
    restarting: null,
    backOff: null,
  }
  return observed(
    deps,
    record,
    { label: 'watch', state: next, afterMs: deps.timing.recheckMs },
    {
      phase: 'ready',
      reason: null,
      generation: desired.generation,
      restartCount: Math.max(record.observed.restartCount, state.startedForRestart ?? 0),
      ...(desired.bundle === null ? {} : { bundleId: desired.bundle.id }),
      ...(desired.version === null ? {} : { version: desired.version.number }),
      ...(peer === null ? {} : { guards: peer.guards, bootId: peer.bootId }),
    },
    {
      ...(record.observed.hasOpenIncident ? { commit: (tx) => closeIncidents(tx, record.tenantId) } : {}),
      wake: waitingRollouts(record),
    },
  )
}

/** It goes on with what it had. Nothing is sent again until something else is desired. */
function stayRefused(
  deps: MachineDependencies,
  record: RuntimeRecord,
  state: LifecycleState,
  peer: LivePeer,
): LifecycleOutcome {
  const why = peer.refused?.message ?? ''
  const going = peer.active === null ? 'It runs nothing.' : 'It goes on with the version that it had.'
  const message = `The runtime refused the new bundle: ${why} ${going}`
  const failure = { generation: record.desired.generation, code: 'bundle-refused', message, bootId: peer.bootId }
  deps.log.warn({ runtimeId: record.id, code: peer.refused?.code }, message)
  return observed(
    deps,
    record,
    { label: 'watch', state: { ...state, failure }, afterMs: deps.timing.recheckMs },
    { phase: peer.active === null ? 'refused' : 'ready', reason: message, guards: peer.guards, bootId: peer.bootId },
    { wake: waitingRollouts(record) },
  )
}
