import { expect, it } from 'vitest'
import { backOffMs } from './back-off'

const limits = { firstMs: 500, mostMs: 60_000 }

it('doubles with each failure, up to the most', () => {
  const waits = [1, 2, 3, 7, 8, 100, 5_000].map((failures) => backOffMs(failures, limits, () => 1))
  expect(waits).toEqual([500, 1_000, 2_000, 32_000, 60_000, 60_000, 60_000])
})

it('spreads over the upper half, so that many do not come back at once', () => {
  expect(backOffMs(3, limits, () => 0)).toBe(1_000)
})
