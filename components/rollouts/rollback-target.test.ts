import { expect, test } from 'vitest'
import { rollbackTarget } from './rollback-target'

const rollout = (number: number, version: number, state = 'succeeded', id = 'a') => ({
  number,
  version,
  state,
  blueprint: { id },
})

test('a rollout returns to the last good version before it', () => {
  const all = [rollout(4, 3), rollout(3, 2), rollout(2, 1)]
  expect(rollbackTarget(rollout(4, 3), all)).toBe(2)
})

test('neither a failed rollout, nor the same version, nor another blueprint is a way back', () => {
  const all = [rollout(3, 3), rollout(2, 2, 'failed'), rollout(1, 1, 'succeeded', 'b')]
  expect(rollbackTarget(rollout(4, 3), all)).toBeNull()
})
