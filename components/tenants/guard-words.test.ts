import { expect, test } from 'vitest'
import { guardIds } from '@/domain/runtime/guard-report'
import { guardSummary, guardWords, tallyGuards } from './guard-words'

test('every wall has words for people', () => {
  expect(Object.keys(guardWords).sort()).toEqual([...guardIds].sort())
})

test('a waived wall is never counted as standing', () => {
  const tally = tallyGuards([
    { id: 'not-root', outcome: 'passed', evidence: 'uid 1000' },
    { id: 'seccomp', outcome: 'waived', evidence: 'process engine' },
  ])
  expect(tally).toEqual({ passed: 1, waived: 1, failed: 0, total: 2 })
  expect(guardSummary(tally)).toBe('1 of 2 walls stand; 1 cannot be built by this engine.')
})

test('a failed wall is the first thing said', () => {
  const summary = guardSummary({ passed: 9, waived: 1, failed: 1, total: 11 })
  expect(summary).toContain('1 of 11 walls failed')
})

test('no report is said as such, not as success', () => {
  expect(guardSummary(tallyGuards([]))).toContain('Not checked yet')
})
