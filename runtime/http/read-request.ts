import type { IncomingMessage } from 'node:http'
import type { z } from 'zod'
import { BulkheadError } from '@/domain/errors'
import { messageLimits } from '@/domain/runtime/runtime-api'
import { readBody } from '../doors/read-body'
import { parseJson } from '../host/parse-json'

export class UnsupportedMediaType extends BulkheadError {
  constructor(message = 'Send JSON, with the header content-type: application/json.') {
    super('bad-input', message)
  }
}

export const mediaTypeOf = (request: IncomingMessage) =>
  (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''

/** The body, checked. Throws `bad-input` with each problem's path, or `too-large`. */
export async function readJson<Schema extends z.ZodType>(
  request: IncomingMessage,
  schema: Schema,
): Promise<z.infer<Schema>> {
  if (mediaTypeOf(request) !== 'application/json') throw new UnsupportedMediaType()
  return check(schema, jsonIn(await readText(request)))
}

/** A body as text, as long as a request may be. */
export async function readText(request: IncomingMessage): Promise<string> {
  if (Number(request.headers['content-length'] ?? 0) > messageLimits.bodyBytes) throw tooLarge()
  return readBody(request, messageLimits.bodyBytes)
}

export function jsonIn(text: string): unknown {
  const body = parseJson(text)
  if (body === undefined) throw new BulkheadError('bad-input', 'The body is not JSON.')
  return body
}

export function check<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  const result = schema.safeParse(body)
  if (result.success) return result.data
  const tooLong = result.error.issues.find((issue) => issue.code === 'too_big' && issue.path[0] === 'content')
  if (tooLong !== undefined) throw messageTooLong()
  const problems = result.error.issues
    .slice(0, 10)
    .map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
  const sentence = problems.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; ')
  throw new BulkheadError('bad-input', `The request is not as it should be. ${sentence}`, { details: { problems } })
}

export const messageTooLong = () =>
  new BulkheadError('too-large', `A message may hold ${messageLimits.contentChars} characters.`, {
    details: { limit: messageLimits.contentChars },
  })

const tooLarge = () =>
  new BulkheadError('too-large', `A request may hold ${messageLimits.bodyBytes} bytes.`, {
    details: { limit: messageLimits.bodyBytes },
  })
