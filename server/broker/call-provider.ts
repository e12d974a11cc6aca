import { type Agent, type Dispatcher, errors, type FormData } from 'undici'
import { BulkheadError } from '@/domain/errors'
import { redactTokens } from '../egress/redact'
import type { BrokerLimits } from './limits'

export type ProviderRequest = {
  url: URL
  key: string
  /** JSON, or a form that says its content type itself. */
  body: string | FormData
}

export type ProviderAnswer = { contentType: string; body: Dispatcher.ResponseData['body'] }

/** Of an error answer no more is read, and of what is read no more is told. */
const errorBytes = 64_000
const errorChars = 300

/**
 * One call to the workspace's model provider. Redirects are not followed: the key goes to the configured address and
 * nowhere else. Throws `model-unavailable` for every answer but a 200, `deadline-exceeded` when none comes in time.
 */
export async function callProvider(
  agent: Agent,
  request: ProviderRequest,
  options: { limits: BrokerLimits; signal: AbortSignal },
): Promise<ProviderAnswer> {
  const { limits, signal } = options
  const answer = await send(agent, request, limits, signal)
  const contentType = String(answer.headers['content-type'] ?? '')
  if (answer.statusCode === 200 && isReadable(answer.headers['content-encoding'])) {
    return { contentType, body: answer.body }
  }
  throw await refused(answer, request.key)
}

async function send(agent: Agent, { url, key, body }: ProviderRequest, limits: BrokerLimits, signal: AbortSignal) {
  const { origin, pathname, search } = url
  try {
    const answer = await agent.request({
      origin,
      path: `${pathname}${search}`,
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        ...(typeof body === 'string' ? { 'content-type': 'application/json' } : {}),
        accept: 'application/json, text/event-stream',
        // What is compressed cannot be searched for the key.
        'accept-encoding': 'identity',
        'user-agent': 'bulkhead-broker',
      },
      body,
      signal,
      headersTimeout: limits.firstByteMs,
      bodyTimeout: limits.silenceMs,
    })
    // Whoever reads it is told of its failure; when nobody reads any more, that must not end the process.
    answer.body.on('error', () => undefined)
    return answer
  } catch (cause) {
    throw transportError(cause)
  }
}

/** What went wrong on the way, without the provider's words. */
export function transportError(cause: unknown): BulkheadError {
  if (cause instanceof BulkheadError) return cause
  const isTimeout =
    cause instanceof errors.HeadersTimeoutError ||
    cause instanceof errors.BodyTimeoutError ||
    (cause instanceof Error && cause.name === 'TimeoutError')
  if (isTimeout) return new BulkheadError('deadline-exceeded', 'The model provider did not answer in time.', { cause })
  const code = (cause as NodeJS.ErrnoException).code
  return new BulkheadError('model-unavailable', `The model provider cannot be reached${code ? ` (${code})` : ''}.`, {
    cause,
    ...(code === undefined ? {} : { details: { cause: code } }),
  })
}

async function refused(answer: Dispatcher.ResponseData, key: string): Promise<BulkheadError> {
  const status = answer.statusCode
  const said = status >= 400 ? redactTokens(sentenceIn(await readSome(answer.body)), key).slice(0, errorChars) : ''
  answer.body.destroy()
  const message =
    status === 200
      ? 'The model provider answered in an encoding that was not asked for.'
      : `The model provider answered with status ${status}${said === '' ? '.' : `: ${said}`}`
  const retryAfter = answer.headers['retry-after']
  return new BulkheadError('model-unavailable', message, {
    details: {
      upstreamStatus: status,
      ...(typeof retryAfter === 'string' ? { retryAfter: retryAfter.slice(0, 40) } : {}),
    },
  })
}

async function readSome(body: Dispatcher.ResponseData['body']): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      chunks.push(chunk)
      bytes += chunk.length
      if (bytes > errorBytes) break
    }
  } catch {
    // What has arrived will do.
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** OpenAI's `{ error: { message } }`; anything else is not passed on. */
function sentenceIn(text: string): string {
  try {
    const value: unknown = JSON.parse(text)
    const error = typeof value === 'object' && value !== null && 'error' in value ? value.error : undefined
    const message = typeof error === 'object' && error !== null && 'message' in error ? error.message : error
    return typeof message === 'string' ? message.replace(/\s+/g, ' ') : ''
  } catch {
    return ''
  }
}

const isReadable = (encoding: string | string[] | undefined) => encoding === undefined || encoding === 'identity'
