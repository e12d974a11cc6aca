import { randomUUID } from 'node:crypto'
import { TRPCError } from '@trpc/server'
import { z } from 'zod'
import { issueMessage, issuePaths } from '@/domain/blueprint/problem-paths'
import { BulkheadError, type ErrorCode, type ErrorDetails } from '@/domain/errors'

/** The one table from our codes to tRPC's, and through them to HTTP. */
const trpcCodes = {
  'bad-input': 'BAD_REQUEST',
  'too-large': 'PAYLOAD_TOO_LARGE',
  'not-signed-in': 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  'not-found': 'NOT_FOUND',
  conflict: 'CONFLICT',
  'stale-generation': 'CONFLICT',
  'slug-taken': 'CONFLICT',
  'slug-reserved': 'UNPROCESSABLE_CONTENT',
  'lint-failed': 'UNPROCESSABLE_CONTENT',
  'bad-signature': 'UNPROCESSABLE_CONTENT',
  'guard-failed': 'PRECONDITION_FAILED',
  'engine-unavailable': 'SERVICE_UNAVAILABLE',
  'engine-refused': 'SERVICE_UNAVAILABLE',
  'not-ready': 'SERVICE_UNAVAILABLE',
  'over-limit': 'TOO_MANY_REQUESTS',
  'deadline-exceeded': 'TIMEOUT',
  'model-unavailable': 'BAD_GATEWAY',
  'model-not-allowed': 'FORBIDDEN',
  'not-allowed': 'FORBIDDEN',
  'not-connected': 'PRECONDITION_FAILED',
  'approval-required': 'PRECONDITION_REQUIRED',
  'approval-denied': 'FORBIDDEN',
  'upstream-failed': 'BAD_GATEWAY',
  'storage-full': 'SERVICE_UNAVAILABLE',
  interrupted: 'SERVICE_UNAVAILABLE',
  'data-corrupt': 'INTERNAL_SERVER_ERROR',
  internal: 'INTERNAL_SERVER_ERROR',
} as const satisfies Record<ErrorCode, TRPCError['code']>

/** tRPC's own refusals, before any of our code ran. */
const ownCodes: Partial<Record<TRPCError['code'], ErrorCode>> = {
  PARSE_ERROR: 'bad-input',
  BAD_REQUEST: 'bad-input',
  NOT_FOUND: 'not-found',
  METHOD_NOT_SUPPORTED: 'bad-input',
  UNSUPPORTED_MEDIA_TYPE: 'bad-input',
  PAYLOAD_TOO_LARGE: 'too-large',
}

export type PublicError = { code: ErrorCode; message: string; details: ErrorDetails }

/** `cause` as a tRPC error with the right status; what is one already stays as it is. */
export function toTRPCError(cause: unknown): TRPCError {
  if (cause instanceof TRPCError) return cause.cause instanceof BulkheadError ? toTRPCError(cause.cause) : cause
  if (cause instanceof BulkheadError)
    return new TRPCError({ code: trpcCodes[cause.code], message: cause.message, cause })
  return new TRPCError({ code: 'INTERNAL_SERVER_ERROR', message: 'internal', cause })
}

/** What may leave the process: a code, a sentence and where; never a stack, a query or a path of ours. */
export function toPublicError(error: TRPCError): PublicError {
  const { cause } = error
  if (cause instanceof BulkheadError) return { code: cause.code, message: cause.message, details: cause.details }
  // Elsewhere than at the input, a mismatch is our own fault.
  if (cause instanceof z.ZodError && error.code === 'BAD_REQUEST') return badInput(cause)
  const code = ownCodes[error.code]
  if (code !== undefined) return { code, message: firstLine(error.message), details: {} }
  const id = errorId(error)
  return {
    code: 'internal',
    message: `Something went wrong on our side. It has been logged as ${id}.`,
    details: { id },
  }
}

/** The same error keeps its id, so that the log and the person's screen name it alike. */
export function errorId(error: TRPCError): string {
  const key = error.cause ?? error
  const known = errorIds.get(key)
  if (known !== undefined) return known
  const id = randomUUID().slice(0, 8)
  errorIds.set(key, id)
  return id
}
const errorIds = new WeakMap<object, string>()

function badInput(error: z.ZodError): PublicError {
  const problems = error.issues.flatMap((issue) =>
    issuePaths(issue).map((path) => ({ path, message: issueMessage(issue) })),
  )
  const sentences = problems.map((problem) =>
    problem.path === '' ? problem.message : `${problem.path}: ${problem.message}`,
  )
  const shown = sentences.slice(0, 5).join('; ')
  const rest = sentences.length > 5 ? ` (and ${sentences.length - 5} more)` : ''
  return { code: 'bad-input', message: `${shown}${rest}`, details: { problems } }
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? '').slice(0, 300)
}
