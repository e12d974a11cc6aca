import { setTimeout as pause } from 'node:timers/promises'
import { BulkheadError, type ErrorCode } from '@/domain/errors'
import { createBackOff, redial } from '../doors/back-off'

/** A clear no, which asking again would not change. */
const finalCodes: ReadonlySet<ErrorCode> = new Set(['forbidden', 'not-found'])

/** Asks again while the other side is starting or has trouble of its own; throws its last answer when time is up. */
export async function untilAnswered<Answer>(
  withinMs: number,
  ask: (withinMs: number) => Promise<Answer>,
): Promise<Answer> {
  const givenUpAt = performance.now() + withinMs
  const backOff = createBackOff(redial.minMs, redial.maxMs)
  for (;;) {
    const leftMs = Math.max(1, Math.ceil(givenUpAt - performance.now()))
    try {
      return await ask(leftMs)
    } catch (error) {
      const final = error instanceof BulkheadError && finalCodes.has(error.code)
      if (final || performance.now() >= givenUpAt) throw error
      await pause(Math.min(backOff.next(), leftMs))
    }
  }
}
