import { expect, it } from 'vitest'
import type { TurnTelemetry } from '@/domain/runtime/door-messages'
import { sumByDay } from './record-turns'

const now = Date.parse('2026-11-22T10:00:00Z')

function turn(startedAt: string, change: Partial<TurnTelemetry> = {}): TurnTelemetry {
  return { startedAt, durationMs: 10.4, outcome: 'ok', blueprintVersion: 1, inputTokens: 0, outputTokens: 0, ...change }
}

it('turns count on the day on which they began', () => {
  const days = sumByDay(
    [
      turn('2026-11-21T23:59:59Z'),
      turn('2026-11-22T00:00:01Z', { outcome: 'error' }),
      turn('2026-11-22T09:00:00Z', { steps: 5, costUsd: 0.25 }),
    ],
    now,
  )
  expect([...days]).toEqual([
    ['2026-11-21', { turns: 1, failed: 0, ms: 10, steps: 0, costUsd: null }],
    ['2026-11-22', { turns: 2, failed: 1, ms: 20, steps: 5, costUsd: 0.25 }],
  ])
})

it('a runtime whose clock is wrong cannot write into another month', () => {
  const days = sumByDay([turn('1999-01-01T00:00:00Z'), turn('2099-01-01T00:00:00Z')], now)
  expect([...days.keys()]).toEqual(['2026-11-22'])
})

it('no claim of a runtime is too large to be kept', () => {
  const [sum] = sumByDay(
    [turn('2026-11-22T09:00:00Z', { durationMs: 1e300, steps: Number.MAX_SAFE_INTEGER, costUsd: 1e300 })],
    now,
  ).values()
  expect(sum).toMatchObject({ ms: 7_776_000_000, steps: 1_000_000, costUsd: 1_000_000 })
})
