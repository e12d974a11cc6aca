/**
 * The one error of the product: a code for programs, a sentence for people, a cause for us.
 * `details` says where (a path, a block id, a limit) and must be safe to show to whoever sent the request.
 */
export const errorCodes = [
  'bad-input',
  'too-large',
  'not-signed-in',
  'forbidden',
  'not-found',
  'conflict',
  'stale-generation',
  'slug-taken',
  'slug-reserved',
  'lint-failed',
  'bad-signature',
  'guard-failed',
  'engine-unavailable',
  'engine-refused',
  'not-ready',
  'over-limit',
  'deadline-exceeded',
  'model-unavailable',
  'model-not-allowed',
  'not-allowed',
  'not-connected',
  'approval-required',
  'approval-denied',
  'upstream-failed',
  'storage-full',
  'interrupted',
  'data-corrupt',
  'internal',
] as const

export type ErrorCode = (typeof errorCodes)[number]

export type ErrorDetails = Readonly<Record<string, unknown>>

export class BulkheadError extends Error {
  override readonly name = 'BulkheadError'
  readonly code: ErrorCode
  readonly details: ErrorDetails

  constructor(code: ErrorCode, message: string, options: { details?: ErrorDetails; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.details = options.details ?? {}
  }
}

/** The wire form of an error, on every HTTP and door boundary. */
export type ErrorBody = { error: { code: ErrorCode; message: string; details?: ErrorDetails } }

export function toErrorBody(error: unknown): ErrorBody {
  if (error instanceof BulkheadError) {
    return { error: { code: error.code, message: error.message, details: error.details } }
  }
  return { error: { code: 'internal', message: 'Something went wrong on our side. It has been logged.' } }
}
