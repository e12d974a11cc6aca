import { expect, it } from 'vitest'
import { drainingSummary, drainingWords } from './draining'

const until = (hour: number) => new Date(2026, 11, 24, hour)

it('a replaced version says what it still finishes, and until when', () => {
  expect(drainingWords({ version: 3, sessions: 2, runs: 1, until: until(18) })).toBe(
    'v3 still finishes 2 conversations and 1 run, until 24 Dec, 18:00',
  )
  expect(drainingWords({ version: 3, sessions: 0, runs: 2, until: until(18) })).toBe(
    'v3 still finishes 2 runs, until 24 Dec, 18:00',
  )
})

it('many tenants are summed up, one sentence a version, with the last moment of all', () => {
  const tenant = (version: number, hour: number) => ({
    draining: [{ version, sessions: 1, runs: 0, until: until(hour) }],
  })
  expect(drainingSummary([tenant(2, 12), tenant(3, 18), tenant(3, 12), { draining: [] }])).toEqual([
    'v3 still finishes 2 conversations at 2 tenants, until 24 Dec, 18:00 at the latest',
    'v2 still finishes 1 conversation at 1 tenant, until 24 Dec, 12:00 at the latest',
  ])
  expect(drainingSummary([{ draining: [] }])).toEqual([])
})
