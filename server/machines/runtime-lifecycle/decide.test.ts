import { expect, it } from 'vitest'
import { type GuardReport, guardIds } from '@/domain/runtime/guard-report'
import type { RuntimeRecord } from '@/server/runtimes/runtime-record'
import { type DecisionInput, decide } from './decide'
import { type LifecycleState, lifecycleStateSchema } from './state'

const guards: GuardReport = {
  checkedAt: new Date(0).toISOString(),
  results: guardIds.map((id) => ({ id, outcome: 'passed', evidence: '' })),
}
const peer = { bootId: 'boot-1', guards, active: { generation: 3, bundleDigest: 'sha256:b' } }

const settledRecord: RuntimeRecord = {
  id: 'r',
  workspaceId: 'w',
  tenantId: 't',
  tenantSlug: 'acme',
  desired: {
    state: 'running',
    generation: 3,
    restartCount: 0,
    version: { id: 'v', number: 1, needs: { image: 'default', memoryMb: 256, cpus: 0.5 } },
    bundle: { id: 'b', digest: 'sha256:b' },
    outlived: false,
  },
  observed: {
    phase: 'ready',
    reason: null,
    generation: 3,
    bundleId: 'b',
    bootDigest: 'boot',
    bootId: 'boot-1',
    restartCount: 0,
    hasOpenIncident: false,
  },
}

type Change = {
  desired?: Partial<RuntimeRecord['desired']>
  observed?: Partial<RuntimeRecord['observed']>
  state?: Partial<LifecycleState>
  input?: Partial<DecisionInput>
}

function next({ desired = {}, observed = {}, state = {}, input = {} }: Change) {
  const record = {
    ...settledRecord,
    desired: { ...settledRecord.desired, ...desired },
    observed: { ...settledRecord.observed, ...observed },
  }
  return decide({ record, state: { ...lifecycleStateSchema.parse({}), ...state }, peer, bootDigest: 'boot', ...input })
    .next
}

it.each<[string, Change, string]>([
  ['all is as desired', {}, 'settled'],
  ['removal comes before everything', { desired: { state: 'removed', version: null } }, 'destroy'],
  ['a preview that has had its time', { desired: { outlived: true } }, 'give-up'],
  ['no version yet', { desired: { version: null }, input: { bootDigest: null } }, 'idle'],
  ['no bundle yet', { desired: { bundle: null } }, 'prepare'],
  ['never made', { observed: { bootDigest: null } }, 'provision'],
  ['other limits', { input: { bootDigest: 'other' } }, 'provision'],
  [
    'other limits and a restart: one replacement is both',
    { desired: { restartCount: 1 }, input: { bootDigest: 'other' } },
    'provision',
  ],
  ['a restart asked for', { desired: { restartCount: 1 } }, 'restart'],
  ['a restart asked for and begun', { desired: { restartCount: 1 }, state: { startedForRestart: 1 } }, 'settled'],
  ['nobody at the door', { input: { peer: null } }, 'look'],
  ['only the former process at the door', { state: { formerBootId: 'boot-1' } }, 'look'],
  ['a newer generation', { desired: { generation: 4 } }, 'push-bundle'],
  ['another bundle', { desired: { bundle: { id: 'c', digest: 'sha256:c' } } }, 'push-bundle'],
  ['a fresh process that runs nothing', { input: { peer: { ...peer, active: null } } }, 'push-bundle'],
])('%s', (_name, change, expected) => {
  expect(next(change)).toBe(expected)
})

it('a failing guard is refused before anything is sent', () => {
  const failing = { ...guards, results: [{ id: 'seccomp' as const, outcome: 'failed' as const, evidence: '' }] }
  expect(next({ desired: { generation: 4 }, input: { peer: { ...peer, guards: failing } } })).toBe('refuse')
})

it('a refused bundle is not sent again until something is new: a generation, or a process', () => {
  const failure = { generation: 4, code: 'bundle-refused', message: '', bootId: 'boot-1' }
  const refused: Change = { desired: { generation: 4 }, state: { failure } }
  expect(next(refused)).toBe('stay-refused')
  expect(next({ ...refused, desired: { generation: 5 } })).toBe('push-bundle')
  expect(next({ ...refused, input: { peer: { ...peer, bootId: 'boot-2' } } })).toBe('push-bundle')
})
