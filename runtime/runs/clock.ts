import { type Clock, clockFields, clockIn } from '@/domain/blueprint/now'

/** `now` of expressions: UTC, read at the moment at which an expression asks. */
export function clockAt(now: () => number): Clock {
  const clock = {}
  for (const field of clockFields) {
    Object.defineProperty(clock, field, { enumerable: true, get: () => clockIn(new Date(now()), 'UTC')[field] })
  }
  return clock as Clock
}
