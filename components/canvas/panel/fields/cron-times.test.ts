import { expect, it } from 'vitest'
import { cronPresets, nextTimes } from './cron-times'

const wednesday = new Date('2026-11-25T12:00:00Z')

it('the next times are told in the zone of the schedule', () => {
  const times = nextTimes('0 9 * * 1-5', 'Europe/Berlin', wednesday, 2)
  expect(times).toEqual([
    expect.stringMatching(/^Thursday.*26 November 2026.*09:00$/),
    expect.stringMatching(/^Friday.*27 November 2026.*09:00$/),
  ])
})

it('every preset is a schedule', () => {
  for (const { cron } of cronPresets) expect(nextTimes(cron, 'UTC', wednesday)).toHaveLength(5)
})

it('what is half-typed, or in no zone, has no times', () => {
  expect(nextTimes('0 9 *', 'UTC', wednesday)).toEqual([])
  expect(nextTimes('0 9 * * *', 'Nowhere', wednesday)).toEqual([])
})
