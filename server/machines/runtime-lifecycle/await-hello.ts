import { hop, nap } from '@/server/durable/outcome'
import { describeExit, enterBackOff } from './failures'
import { type LifecycleStep, observed } from './steps'

const lookEveryMs = 2_000
/** A connection lost for so long is worth telling; a controller that came back takes less. */
const tellAfterMs = 5_000

export const awaitHello: LifecycleStep = async (deps, { state }, record) => {
  const peer = deps.peers.get(record.id)
  if (peer !== null && peer.bootId !== state.formerBootId) return hop('watch')
  if (record.desired.state === 'removed') return hop('watch')
  const seen = await deps.engine.inspect(record.id)
  if (seen === null) return hop('watch')
  if (seen.phase === 'exited') return enterBackOff(deps, record, state, describeExit(deps, record, seen.exit))
  const waitedMs = Date.now() - (state.waitingSince ?? Date.now())
  if (record.observed.phase !== 'ready' || waitedMs < tellAfterMs) return nap(lookEveryMs)
  const reason = 'Its control connection is lost; it is expected back.'
  return observed(deps, record, { label: 'await-hello', state, afterMs: lookEveryMs }, { phase: 'starting', reason })
}

/** It runs, and says nothing: it is started again. */
export const helloOverdue: LifecycleStep = async (deps, { state }, record) => {
  const peer = deps.peers.get(record.id)
  if (peer !== null && peer.bootId !== state.formerBootId) return hop('watch')
  const seconds = Math.round(deps.timing.helloMs / 1_000)
  return enterBackOff(
    deps,
    record,
    { ...state, restarting: null },
    {
      kind: 'crash',
      phase: 'crashed',
      summary: `The runtime was started and did not report within ${seconds} s. It is started again.`,
      detail: {},
      next: 'restart',
    },
  )
}

/** It is connected and does not answer. */
export const answerOverdue: LifecycleStep = async (deps, { state }, record) => {
  const peer = deps.peers.get(record.id)
  if (peer === null || peer.active?.generation === record.desired.generation) return hop('watch')
  const seconds = Math.round(deps.timing.answerMs / 1_000)
  return enterBackOff(
    deps,
    record,
    { ...state, restarting: null },
    {
      kind: 'crash',
      phase: 'crashed',
      summary: `The runtime did not answer to a new bundle within ${seconds} s. It is started again.`,
      detail: { generation: record.desired.generation },
      failureCode: 'deadline-exceeded',
      next: 'restart',
    },
  )
}
