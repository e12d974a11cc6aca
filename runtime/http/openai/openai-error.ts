import type { ServerResponse } from 'node:http'
import { BulkheadError, type ErrorCode, toErrorBody } from '@/domain/errors'
import { answerJson, retryAfterOf, statusFor } from '../answer'

/** The paths on which clients of OpenAI's API expect its errors. */
export const isOpenAiPath = (url: string) => /^\/v1\/(chat\/completions|models)(\/|\?|$)/.test(url)

export type OpenAiError = { error: { message: string; type: string; param: string | null; code: string } }

/** https://platform.openai.com/docs/guides/error-codes */
export function openAiErrorOf(error: unknown, status: number = statusFor(error)): OpenAiError {
  const { code, message, details } = toErrorBody(error).error
  const [problem] = (details?.problems ?? []) as { path?: string }[]
  return { error: { message, type: typeFor(status), param: problem?.path || null, code: codeWords[code] ?? code } }
}

/**
 * Clients of this API send again what failed. Where a run may have begun, that would be a second run: they are told not to
 * (the header that OpenAI's own client obeys).
 */
export function answerOpenAiError(response: ServerResponse, error: unknown, status: number = statusFor(error)): void {
  const retryAfter = retryAfterOf(error, status)
  if (retryAfter === null) response.setHeader('x-should-retry', 'false')
  else response.setHeader('retry-after', retryAfter)
  answerJson(response, status, openAiErrorOf(error, status))
}

const codeWords: Partial<Record<ErrorCode, string>> = {
  'over-limit': 'rate_limit_exceeded',
  'not-found': 'not_found',
  'bad-input': 'invalid_value',
  'too-large': 'context_length_exceeded',
  'deadline-exceeded': 'timeout',
  internal: 'server_error',
}

function typeFor(status: number): string {
  if (status === 429) return 'rate_limit_error'
  return status < 500 ? 'invalid_request_error' : 'server_error'
}

export const unsupported = (path: string, message: string) =>
  new BulkheadError('bad-input', message, { details: { problems: [{ path, message }] } })
