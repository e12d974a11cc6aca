import { expect, test } from 'vitest'
import { formatAge, formatDuration, formatSpan, formatUntil } from './age'

test.each([
  [0, 'just now'],
  [2_999, 'just now'],
  [12_400, '12 s ago'],
  [60_000, '1 min ago'],
  [59 * 60_000, '59 min ago'],
  [47 * 3_600_000, '47 h ago'],
  [72 * 3_600_000, '3 d ago'],
])('an observation of %i ms ago is said as "%s"', (ms, words) => {
  expect(formatAge(ms)).toBe(words)
})

test('a browser clock that runs behind the server never shows a negative age', () => {
  expect(formatAge(-5_000)).toBe('just now')
  expect(formatSpan(-5_000)).toBe('0 s')
})

test.each([
  [0, '0 ms'],
  [340.4, '340 ms'],
  [1_240, '1.2 s'],
  [9_960, '10 s'],
  [59_400, '59 s'],
  [125_000, '2 min 5 s'],
  [3_720_000, '1 h 2 min'],
])('%i ms of work is said as "%s"', (ms, words) => {
  expect(formatDuration(ms)).toBe(words)
})

test('a time to come is said as what is left', () => {
  expect(formatUntil(300)).toBe('now')
  expect(formatUntil(3 * 3_600_000)).toBe('in 3 h')
})
