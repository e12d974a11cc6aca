import { BulkheadError, type ErrorCode, type ErrorDetails } from '@/domain/errors'

/** An answer that the gateway gives itself, in place of the runtime's. */
export class Refusal extends BulkheadError {
  readonly status: number
  readonly title: string
  readonly retryAfterSeconds: number | undefined

  constructor(
    status: number,
    code: ErrorCode,
    title: string,
    message: string,
    options: { details?: ErrorDetails; cause?: unknown; retryAfterSeconds?: number } = {},
  ) {
    super(code, message, options)
    this.status = status
    this.title = title
    this.retryAfterSeconds = options.retryAfterSeconds
  }
}

export const malformedRequest = (message: string) => new Refusal(400, 'bad-input', 'Malformed request', message)

export const unknownHost = (host: string) =>
  new Refusal(404, 'not-found', 'Nobody lives here', `There is no agent at ${host}. Check the address for a typo.`, {
    details: { host },
  })

export const tooManyHeaders = (limit: number) =>
  new Refusal(431, 'too-large', 'Too many headers', `A request may carry ${limit} header lines.`)

export const bodyTooLarge = (limitBytes: number) =>
  new Refusal(413, 'too-large', 'Too large', `A request body may hold ${limitBytes} bytes.`, {
    details: { limitBytes },
  })

export const tooManyAtOnce = (limit: number) =>
  new Refusal(429, 'over-limit', 'Too busy', `This agent already has ${limit} requests open. Try again shortly.`, {
    retryAfterSeconds: 1,
  })

export const tooManyWaiting = () =>
  new Refusal(503, 'not-ready', 'Too busy', 'This agent is starting, and too many requests already wait for it.', {
    retryAfterSeconds: 5,
  })

export const lookupsExhausted = () =>
  new Refusal(503, 'over-limit', 'Too busy', 'Too many unknown addresses are being asked for. Try again shortly.', {
    retryAfterSeconds: 2,
  })

export const lookupFailed = (cause: unknown) =>
  new Refusal(
    503,
    'internal',
    'Not reachable right now',
    'We cannot look this address up right now. Try again shortly.',
    {
      cause,
      retryAfterSeconds: 5,
    },
  )

export const stillDraining = () =>
  new Refusal(
    503,
    'not-ready',
    'Being updated',
    'This agent is being updated and did not take the request. It was too large to be kept here: send it again.',
    { retryAfterSeconds: 2 },
  )

export const firstByteOverdue = (seconds: number) =>
  new Refusal(
    504,
    'deadline-exceeded',
    'No answer',
    `The agent took the request but did not begin to answer within ${seconds} seconds. It may still be at work on it.`,
  )

export const connectionLost = (replayed: boolean, cause: Error) =>
  new Refusal(
    502,
    'internal',
    'Connection lost',
    replayed
      ? 'The agent stopped several times while it worked on this request.'
      : 'The agent stopped while it worked on this request. It may or may not have been processed: check before you repeat it.',
    { details: { processed: 'unknown' }, cause },
  )

/** After waiting in vain: what was last observed of the runtime, as a sentence. */
export function notRunning(phase: string | undefined): Refusal {
  const sentence = phaseSentences[phase ?? ''] ?? 'This agent has no runtime yet. It is being set up.'
  return new Refusal(503, 'not-ready', 'Not reachable right now', sentence, {
    retryAfterSeconds: phase === 'refused' ? 60 : 10,
    ...(phase === undefined ? {} : { details: { phase } }),
  })
}

const phaseSentences: Readonly<Record<string, string>> = {
  pending: 'This agent is being set up. Try again in a moment.',
  starting: 'This agent is starting. Try again in a moment.',
  ready: 'This agent is running but takes no requests right now. Try again in a moment.',
  updating: 'This agent is being updated. Try again in a moment.',
  paused: 'This agent is asleep. Try again in a moment.',
  crashed: 'This agent stopped unexpectedly and is being started again. Its operator has been told.',
  refused: 'This agent was not let into service, because one of its safety checks failed. Its operator has been told.',
  removed: 'This agent is being removed.',
}
