import { failedGuards, type GuardId } from '@/domain/runtime/guard-report'
import type { RuntimeRecord } from '@/server/runtimes/runtime-record'
import type { LivePeer } from '../control-peers'
import type { LifecycleState } from './state'

export type Decision =
  | { next: 'destroy' }
  /** It has had its time. */
  | { next: 'give-up' }
  /** Nothing to run yet. */
  | { next: 'idle' }
  | { next: 'prepare' }
  | { next: 'provision' }
  | { next: 'restart' }
  /** No control connection: ask the engine why. */
  | { next: 'look' }
  | { next: 'refuse'; guards: GuardId[] }
  | { next: 'push-bundle' }
  /** It refused what is desired, and nothing has changed since. */
  | { next: 'stay-refused' }
  | { next: 'settled' }

export type DecisionInput = {
  record: RuntimeRecord
  state: LifecycleState
  peer: Pick<LivePeer, 'bootId' | 'guards' | 'active'> | null
  /** What the engine's boot digest would be for what is desired. Null: nothing is desired yet. */
  bootDigest: string | null
}

/** Level-based: from what is desired and what is seen alone, whatever has happened before. */
export function decide({ record, state, peer, bootDigest }: DecisionInput): Decision {
  const { desired, observed } = record
  if (desired.state === 'removed') return { next: 'destroy' }
  if (desired.outlived) return { next: 'give-up' }
  if (desired.version === null || bootDigest === null) return { next: 'idle' }
  if (desired.bundle === null) return { next: 'prepare' }
  if (observed.bootDigest !== bootDigest) return { next: 'provision' }
  const startedFor = Math.max(observed.restartCount, state.startedForRestart ?? 0)
  if (desired.restartCount > startedFor) return { next: 'restart' }
  if (peer === null || peer.bootId === state.formerBootId) return { next: 'look' }
  const failed = failedGuards(peer.guards)
  if (failed.length > 0) return { next: 'refuse', guards: failed }
  if (peer.active?.generation === desired.generation && peer.active.bundleDigest === desired.bundle.digest) {
    return { next: 'settled' }
  }
  const { failure } = state
  if (
    failure?.generation === desired.generation &&
    failure.bootId === peer.bootId &&
    failure.code === 'bundle-refused'
  ) {
    return { next: 'stay-refused' }
  }
  return { next: 'push-bundle' }
}
