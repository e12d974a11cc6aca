import { expect, test } from 'vitest'
import { groupFailures, progressSentence, totalOf } from './progress'

const failed = (reasonCode: string | null, reason = 'why') => ({ state: 'failed' as const, reasonCode, reason })

test('a failed target is done, and is told apart', () => {
  const counts = { pending: 0, updating: 1, healthy: 2, failed: 1, skipped: 0 }
  expect(totalOf(counts)).toBe(4)
  expect(progressSentence(counts)).toBe('3 of 4 tenants done, 1 failed')
})

test('failures with one cause stand together, the largest group first', () => {
  const groups = groupFailures([failed('bundle-refused'), failed('deadline'), failed('deadline'), failed(null)])
  expect(groups.map(({ code, targets }) => [code, targets.length])).toEqual([
    ['deadline', 2],
    ['bundle-refused', 1],
    ['unknown', 1],
  ])
})

test('a target that did not fail is in no group', () => {
  expect(groupFailures([{ state: 'healthy', reasonCode: null, reason: null }])).toEqual([])
})
