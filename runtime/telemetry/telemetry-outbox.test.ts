import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { TurnTelemetry } from '@/domain/runtime/door-messages'
import { createLog } from '../host/log'
import { createTelemetryOutbox } from './telemetry-outbox'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const turn = (durationMs: number): TurnTelemetry => ({
  startedAt: new Date(0).toISOString(),
  durationMs,
  outcome: 'ok',
  blueprintVersion: 1,
  inputTokens: 0,
  outputTokens: 0,
})
const log = createLog(() => undefined)

it('sends after a second or after fifty turns, whichever comes first', () => {
  const sent: number[] = []
  const outbox = createTelemetryOutbox((turns) => sent.push(turns.length) > 0, log)
  outbox.add(turn(1))
  expect(sent).toEqual([])
  vi.advanceTimersByTime(1_000)
  expect(sent).toEqual([1])
  for (let index = 0; index < 50; index += 1) outbox.add(turn(index))
  expect(sent).toEqual([1, 50])
})

it('keeps the newest 5,000 while the door is away, and sends them in messages of 500, oldest first', () => {
  let open = false
  const sent: TurnTelemetry[][] = []
  const outbox = createTelemetryOutbox((turns) => open && sent.push(turns) > 0, log)
  for (let index = 0; index < 5_010; index += 1) outbox.add(turn(index))
  open = true
  outbox.flush()
  expect(sent.map((turns) => turns.length)).toEqual(Array(10).fill(500))
  expect(sent[0]?.[0]?.durationMs).toBe(10)
  expect(sent.at(-1)?.at(-1)?.durationMs).toBe(5_009)
  vi.advanceTimersByTime(5_000)
  expect(sent).toHaveLength(10)
})
