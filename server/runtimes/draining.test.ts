import { expect, it } from 'vitest'
import { openDraining } from './draining'

it('a version that finishes nothing any more, or whose time is over, is not shown as draining', () => {
  const until = '2026-12-01T10:00:00.000Z'
  const kept = [
    { version: 1, sessions: 0, runs: 0, until },
    { version: 2, sessions: 0, runs: 1, until },
    { version: 3, sessions: 4, runs: 0, until: '2026-12-01T09:00:00.000Z' },
  ]
  expect(openDraining(kept, Date.parse('2026-12-01T09:30:00Z'))).toEqual([
    { version: 2, sessions: 0, runs: 1, until: new Date(until) },
  ])
})
