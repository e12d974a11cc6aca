import { expect, it } from 'vitest'
import type { RuntimeObservation } from '../port'
import { compareSurveys } from './process-events'

const runtimeId = 'one'
const running: RuntimeObservation = {
  runtimeId,
  workspaceId: 'w',
  tenantId: 't',
  generation: 1,
  bootDigest: 'd',
  phase: 'running',
  startedAt: '2026-01-01T00:00:00.000Z',
}
const paused: RuntimeObservation = { ...running, phase: 'paused' }
const exit = { code: 3, outOfMemory: false, at: '2026-01-01T00:01:00.000Z' }
const exited: RuntimeObservation = { ...running, phase: 'exited', exit }
const killed: RuntimeObservation = { ...running, phase: 'exited', exit: { ...exit, code: 137, outOfMemory: true } }
const restarted: RuntimeObservation = { ...running, startedAt: '2026-01-01T00:02:00.000Z' }

it.each([
  ['nothing new', running, running, []],
  ['a first start', undefined, running, [{ type: 'started', runtimeId }]],
  ['a pause', running, paused, [{ type: 'paused', runtimeId }]],
  ['its end', paused, running, [{ type: 'resumed', runtimeId }]],
  ['an exit', running, exited, [{ type: 'exited', runtimeId, exitCode: 3 }]],
  ['an exit of a paused one', paused, exited, [{ type: 'exited', runtimeId, exitCode: 3 }]],
  ['a start after an exit', exited, restarted, [{ type: 'started', runtimeId }]],
  ['a removal', exited, undefined, [{ type: 'removed', runtimeId }]],
  [
    'a lack of memory',
    running,
    killed,
    [
      { type: 'out-of-memory', runtimeId },
      { type: 'exited', runtimeId, exitCode: 137 },
    ],
  ],
  [
    'an exit and a start that nobody saw',
    running,
    restarted,
    [
      { type: 'exited', runtimeId, exitCode: null },
      { type: 'started', runtimeId },
    ],
  ],
])('tells %s', (_what, before, after, expected) => {
  const survey = (one?: RuntimeObservation) => new Map(one ? [[one.runtimeId, one]] : [])
  expect(compareSurveys(survey(before), survey(after))).toEqual(expected)
})
