import { expect, test } from 'vitest'
import { fillDays, formatCount, formatUsd } from './usage-days'

test('days without use stand as zero, in their place, and today is last', () => {
  const now = Date.UTC(2026, 2, 1, 12)
  const days = fillDays([{ day: '2026-02-27', turns: 4, failedTurns: 1 }], 3, now)
  expect(days).toEqual([
    { day: '2026-02-27', turns: 4, failedTurns: 1 },
    { day: '2026-02-28', turns: 0, failedTurns: 0 },
    { day: '2026-03-01', turns: 0, failedTurns: 0 },
  ])
})

test('small counts are exact, large ones short', () => {
  expect(formatCount(9_999)).toBe('9,999')
  expect(formatCount(1_234_567)).toBe('1.2M')
})

test('money is exact to the cent, and below one to what matters', () => {
  expect(formatUsd(1_234.5)).toBe('$1,234.50')
  expect(formatUsd(0)).toBe('$0.00')
  expect(formatUsd(0.00123)).toBe('$0.0012')
})
