import { BulkheadError } from '@/domain/errors'

/** Ends with the outer signal's reason, or with `deadline-exceeded`. What does not listen to its signal is left behind. */
export async function withinSeconds<Value>(
  seconds: number,
  outer: AbortSignal,
  work: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const limit = new AbortController()
  const timer = setTimeout(() => limit.abort(tookTooLong(seconds)), seconds * 1_000)
  const signal = AbortSignal.any([outer, limit.signal])
  const { promise: ended, reject } = Promise.withResolvers<never>()
  const onAbort = () => reject(signal.reason)
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    return await Promise.race([work(signal), ended])
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', onAbort)
  }
}

const tookTooLong = (seconds: number) =>
  new BulkheadError(
    'deadline-exceeded',
    `the agent had no answer within ${seconds} seconds: allow more time, or ask for less at once`,
  )
