import type { ServerResponse } from 'node:http'
import { BulkheadError, type ErrorCode, toErrorBody } from '@/domain/errors'

/** For everything but the chat page, which brings its own policy. */
const dataPolicy = "default-src 'none'; frame-ancestors 'none'"

const statusOf: Partial<Record<ErrorCode, number>> = {
  'bad-input': 400,
  'too-large': 413,
  'not-found': 404,
  forbidden: 403,
  conflict: 409,
  'over-limit': 429,
  'not-ready': 503,
  'model-unavailable': 502,
  'model-not-allowed': 502,
  'deadline-exceeded': 504,
  'not-allowed': 403,
  'not-connected': 502,
  'approval-denied': 403,
  'upstream-failed': 502,
  'storage-full': 507,
  interrupted: 503,
}

export function setCommonHeaders(response: ServerResponse, contentSecurityPolicy: string = dataPolicy): void {
  response.setHeader('content-security-policy', contentSecurityPolicy)
  response.setHeader('x-content-type-options', 'nosniff')
  response.setHeader('referrer-policy', 'no-referrer')
  response.setHeader('cache-control', 'no-store')
}

export function answerJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body)
  setCommonHeaders(response)
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
  })
  response.end(text)
}

/** `status` where HTTP knows better than the code does (405, 415). */
export function answerError(response: ServerResponse, error: unknown, status: number = statusFor(error)): void {
  const retryAfter = retryAfterOf(error, status)
  if (retryAfter !== null) response.setHeader('retry-after', retryAfter)
  answerJson(response, status, toErrorBody(error))
}

/** Seconds after which the same request may do better; null where it was accepted, or will never do. */
export function retryAfterOf(error: unknown, status: number): string | null {
  const wasAccepted = error instanceof BulkheadError && error.code === 'interrupted'
  if (wasAccepted || (status !== 429 && status !== 503)) return null
  const seconds = error instanceof BulkheadError ? error.details.retryAfterSeconds : undefined
  return String(typeof seconds === 'number' ? seconds : 2)
}

/** What is wrong inside a block is the agent's fault, not that of whoever wrote to it. */
export function statusFor(error: unknown): number {
  if (!(error instanceof BulkheadError)) return 500
  const blameless = error.details.block !== undefined && (error.code === 'bad-input' || error.code === 'too-large')
  return blameless ? 500 : (statusOf[error.code] ?? 500)
}
