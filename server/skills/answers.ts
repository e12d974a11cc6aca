import { BulkheadError } from '@/domain/errors'
import type { EgressAnswer } from '@/server/egress/egress'

/** Statuses that say "not now" (RFC 9110 §15): another try may do. */
const notNow = new Set([408, 425, 429])

/**
 * Throws `upstream-failed` where the other side did not get to an answer of its own: a redirect (which nobody follows),
 * a status that says "not now", a failure of the server.
 */
export function throwUnlessReached(who: string, answer: EgressAnswer): void {
  const { status } = answer
  if (status < 300 || (status >= 400 && status < 500 && !notNow.has(status))) return
  throw refusedWith(who, answer)
}

export function refusedWith(who: string, answer: EgressAnswer): BulkheadError {
  const { status, headers } = answer
  const retryAfter = headers['retry-after']
  const moved = status >= 300 && status < 400
  return new BulkheadError(
    'upstream-failed',
    moved
      ? `${who} answered with a redirect (${status}), and redirects are not followed. Use the address that it leads to.`
      : `${who} answered with status ${status}.`,
    {
      details: {
        upstreamStatus: status,
        ...(typeof retryAfter === 'string' ? { retryAfter: retryAfter.slice(0, 40) } : {}),
      },
    },
  )
}

/** JSON where the answer says that it is, text otherwise. */
export function bodyOf({ headers, body }: EgressAnswer): unknown {
  if (!/\bjson\b/i.test(String(headers['content-type'] ?? ''))) return body
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}
