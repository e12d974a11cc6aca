import { z } from 'zod'
import { BulkheadError } from '@/domain/errors'
import { bundleHeader, demoHeader, demoModelName, priceHeader } from '@/domain/runtime/broker-api'
import type { BrokerClient } from '../doors/broker-client'
import { readBody } from '../doors/read-body'
import { parseJson } from '../host/parse-json'
import { readChatStream } from './chat-stream'
import { checkLength, modelLimits, notUnderstood, type RawAnswer, type Usage, usageSchema } from './raw-answer'

/**
 * The broker speaks OpenAI's chat completions, of which a runtime needs two forms: one answer as JSON, one as a stream.
 * The `ai` package does that too, at 16 MB of private memory per tenant and a third of a second at first use.
 */
export type ChatMessage = { role: 'system' | 'user' | 'assistant'; content: string | readonly ContentPart[] }

/** https://platform.openai.com/docs/api-reference/chat/create#chat_create-messages. URLs are `data:` URLs. */
export type ContentPart =
  | { type: 'text'; text: string }
  | { type: 'image_url'; image_url: { url: string } }
  | { type: 'file'; file: { filename: string; file_data: string } }
  | { type: 'input_audio'; input_audio: { data: string; format: string } }

export type ModelRequest = {
  model: string
  messages: readonly ChatMessage[]
  temperature?: number
  maxOutputTokens?: number
  /** Asks for JSON of this shape instead of free text. */
  answerSchema?: { name: string; schema: Readonly<Record<string, unknown>> }
  /** With it, the answer is streamed. */
  onDelta?: (text: string) => void
  signal: AbortSignal
}

export type ModelAnswer = {
  text: string
  model: { name: string; demo: boolean }
  usage: Usage
}

/** Throws `model-unavailable`, `model-not-allowed`, `deadline-exceeded`, `too-large` or `not-ready`. */
export type AskModel = (request: ModelRequest) => Promise<ModelAnswer>

/** Calls are made under the manifest of the bundle with this digest. */
export function createModelClient(broker: BrokerClient, bundleDigest: string): AskModel {
  return async (request) => {
    try {
      const response = await broker.call({
        method: 'POST',
        path: '/v1/chat/completions',
        headers: { 'content-type': 'application/json', [bundleHeader]: bundleDigest },
        body: JSON.stringify(toWire(request)),
        signal: request.signal,
      })
      const streamed = request.onDelta !== undefined && /event-stream/.test(response.headers['content-type'] ?? '')
      const answer = streamed
        ? await readChatStream(response, request.onDelta ?? (() => undefined))
        : readCompletion(await readBody(response, modelLimits.answerBytes))
      if (!streamed && answer.text !== '') request.onDelta?.(answer.text)
      const name = answer.model ?? request.model
      const demo = response.headers[demoHeader] !== undefined || name === demoModelName
      const usage = answer.usage ?? estimateUsage(request, answer.text)
      return { text: answer.text, model: { name, demo }, usage: priced(usage, response.headers[priceHeader]) }
    } catch (error) {
      throw explain(error, request.signal)
    }
  }
}

function toWire(request: ModelRequest): Record<string, unknown> {
  return {
    model: request.model,
    messages: request.messages,
    ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
    ...(request.maxOutputTokens === undefined ? {} : { max_tokens: request.maxOutputTokens }),
    ...(request.onDelta === undefined ? {} : { stream: true, stream_options: { include_usage: true } }),
    ...(request.answerSchema === undefined
      ? {}
      : { response_format: { type: 'json_schema', json_schema: { ...request.answerSchema, strict: true } } }),
  }
}

const completionSchema = z.object({
  model: z.string().nullish(),
  choices: z.array(z.object({ message: z.object({ content: z.string().nullish() }) })).min(1),
  usage: usageSchema.nullish(),
})

function readCompletion(body: string): RawAnswer {
  const result = completionSchema.safeParse(parseJson(body))
  const text = result.data?.choices[0]?.message.content ?? null
  if (!result.success || text === null) throw notUnderstood()
  return { text: checkLength(text), model: result.data.model ?? null, usage: result.data.usage ?? null }
}

/** What of a message is text. */
export function textOf({ content }: Pick<ChatMessage, 'content'>): string {
  if (typeof content === 'string') return content
  return content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n')
}

/** `<input>;<output>`: US dollars for a million tokens. */
export function priced(usage: Usage, price: string | string[] | undefined): Usage {
  const [input, output] = String(price ?? '')
    .split(';')
    .map(Number.parseFloat)
  if (input === undefined || output === undefined || Number.isNaN(input + output)) return usage
  return { ...usage, costUsd: (usage.inputTokens * input + usage.outputTokens * output) / 1_000_000 }
}

/** For providers that do not count: four characters to a token. What is no text is not guessed at. */
function estimateUsage(request: ModelRequest, text: string): Usage {
  const inputChars = request.messages.reduce((sum, message) => sum + textOf(message).length, 0)
  return { inputTokens: Math.ceil(inputChars / 4), outputTokens: Math.ceil(text.length / 4) }
}

function explain(error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) {
    return new BulkheadError('deadline-exceeded', 'The model took too long to answer.', { cause: error })
  }
  if (error instanceof BulkheadError) return error
  return new BulkheadError('model-unavailable', 'The connection to the model was lost before it had answered.', {
    cause: error,
  })
}
