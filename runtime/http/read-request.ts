import type { IncomingMessage } from 'node:http'
import type { z } from 'zod'
import { BulkheadError } from '@/domain/errors'
import { messageLimits } from '@/domain/runtime/runtime-api'
import { readBody } from '../doors/read-body'
import { parseJson } from '../host/parse-json'

export class UnsupportedMediaType extends BulkheadError {
  constructor() {
    super('bad-input', 'Send JSON, with the header content-type: application/json.')
  }
}

/** The body, checked. Throws `bad-input` with each problem's path, or `too-large`. */
export async function readJson<Schema extends z.ZodType>(
  request: IncomingMessage,
  schema: Schema,
): Promise<z.infer<Schema>> {
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) throw new UnsupportedMediaType()
  if (Number(request.headers['content-length'] ?? 0) > messageLimits.bodyBytes) throw tooLarge()
  const body = parseJson(await readBody(request, messageLimits.bodyBytes))
  if (body === undefined) throw new BulkheadError('bad-input', 'The body is not JSON.')
  const result = schema.safeParse(body)
  if (result.success) return result.data
  const tooLong = result.error.issues.find((issue) => issue.code === 'too_big' && issue.path[0] === 'content')
  const problems = result.error.issues
    .slice(0, 10)
    .map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
  const sentence = problems.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; ')
  if (tooLong !== undefined) {
    throw new BulkheadError('too-large', `A message may hold ${messageLimits.contentChars} characters.`, {
      details: { limit: messageLimits.contentChars },
    })
  }
  throw new BulkheadError('bad-input', `The request is not as it should be. ${sentence}`, { details: { problems } })
}

const tooLarge = () =>
  new BulkheadError('too-large', `A request may hold ${messageLimits.bodyBytes} bytes.`, {
    details: { limit: messageLimits.bodyBytes },
  })
