import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { BulkheadError, toErrorBody } from '@/domain/errors'
import { createRedactor } from '../egress/redact'
import { type ProviderAnswer, transportError } from './call-provider'
import type { ChatUsage } from './chat-request'
import { createUsageReader, usageOf } from './stream-usage'

/** What is needed to pass a provider's answer on: never more bytes than `answerBytes`, never the key. */
export type Relay = {
  answer: ProviderAnswer
  response: ServerResponse
  key: string
  answerBytes: number
  /** Aborted when the runtime went away. */
  signal: AbortSignal
}

/** Passes the answer on as it is: a stream as a stream. Returns what it says of its tokens. */
export function relay(options: Relay): Promise<ChatUsage | undefined> {
  return options.answer.contentType.startsWith('text/event-stream') ? relayStream(options) : relayWhole(options)
}

/** An error in the middle ends the stream with an `error` event, without `[DONE]`. */
async function relayStream(options: Relay): Promise<ChatUsage | undefined> {
  const { answer, response, signal } = options
  const redactor = createRedactor(options.key)
  const reader = createUsageReader()
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  response.flushHeaders()
  try {
    for await (const chunk of limited(options)) {
      const clean = redactor.push(chunk)
      reader.push(clean)
      if (clean.length > 0 && !response.write(clean)) await once(response, 'drain', { signal })
    }
    response.end(redactor.flush())
  } catch (error) {
    answer.body.destroy()
    if (!signal.aborted) response.end(`\n\ndata: ${JSON.stringify(toErrorBody(transportError(error)))}\n\n`)
  }
  return reader.usage
}

/** An answer that is not a stream is passed on when all of it is here and is what was asked for. */
async function relayWhole(options: Relay): Promise<ChatUsage | undefined> {
  const { answer, response } = options
  const redactor = createRedactor(options.key)
  const chunks: Buffer[] = []
  try {
    for await (const chunk of limited(options)) chunks.push(redactor.push(chunk))
  } catch (error) {
    answer.body.destroy()
    throw transportError(error)
  }
  const body = Buffer.concat([...chunks, redactor.flush()])
  const text = body.toString('utf8')
  if (!isCompletion(text)) {
    throw new BulkheadError(
      'model-unavailable',
      "The model provider's answer is not a chat completion. Check its base URL.",
    )
  }
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': body.length,
    'cache-control': 'no-store',
  })
  response.end(body)
  return usageOf(text)
}

async function* limited({ answer, answerBytes }: Relay): AsyncGenerator<Buffer> {
  let bytes = 0
  for await (const chunk of answer.body as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > answerBytes) {
      throw new BulkheadError('model-unavailable', `The model provider's answer is larger than ${answerBytes} bytes.`)
    }
    yield chunk
  }
}

function isCompletion(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && 'choices' in value && Array.isArray(value.choices)
  } catch {
    return false
  }
}
