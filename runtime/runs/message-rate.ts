import { limitOf } from '@/domain/blueprint/known-slots'
import type { SlotValue } from '@/domain/blueprint/slots'
import { BulkheadError } from '@/domain/errors'

const minuteMs = 60_000

export type MessageRate = {
  /** Counts one run. Throws `over-limit` when the slot `limit_messages_per_minute` says that it is one too many. */
  take(slots: Readonly<Record<string, SlotValue>>): void
}

export function createMessageRate(now: () => number): MessageRate {
  let taken: number[] = []
  return {
    take(slots) {
      const limit = limitOf(slots, 'limit_messages_per_minute')
      if (limit === undefined) return
      taken = taken.filter((at) => now() - at < minuteMs)
      const [oldest = 0] = taken.slice(-limit)
      if (taken.length >= limit) {
        const seconds = Math.max(1, Math.ceil((oldest + minuteMs - now()) / 1_000))
        const message = `This agent takes ${limit} messages in a minute. Try again in ${seconds} s.`
        throw new BulkheadError('over-limit', message, { details: { retryAfterSeconds: seconds } })
      }
      taken.push(now())
    },
  }
}
