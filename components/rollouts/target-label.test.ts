import { expect, test } from 'vitest'
import { type LabelledTarget, targetDetail, targetLabel } from './target-label'

const target: LabelledTarget = {
  tenant: { name: 'Acme' },
  state: 'healthy',
  path: 'hot',
  reason: null,
  startedAt: new Date(1_000),
  finishedAt: new Date(1_340),
  draining: [],
}

test('a finished target says its state, its path and how long it took', () => {
  expect(targetDetail(target)).toBe('Healthy · live · 340 ms')
})

test('a failed target says why', () => {
  const failed = targetLabel({ ...target, state: 'failed', path: 'cold', reason: 'A guard failed.' })
  expect(failed).toBe('Acme: Failed · restart · 340 ms. A guard failed.')
})

test('a target whose old version still works says what it finishes', () => {
  const draining = [{ version: 3, sessions: 2, runs: 0, until: new Date(2026, 11, 24, 18) }]
  expect(targetLabel({ ...target, draining })).toBe(
    'Acme: Healthy · live · 340 ms. v3 still finishes 2 conversations, until 24 Dec, 18:00',
  )
})

test('a target under way claims no duration', () => {
  expect(targetDetail({ ...target, state: 'updating', finishedAt: null })).toBe('Updating · live')
})
