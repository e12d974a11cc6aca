import { z } from 'zod'
import { BulkheadError } from '@/domain/errors'
import { parseJson } from '../host/parse-json'
import { checkLength, modelLimits, notUnderstood, type RawAnswer, usageSchema } from './raw-answer'

const chunkSchema = z.object({
  model: z.string().nullish(),
  choices: z
    .array(
      z.object({ delta: z.object({ content: z.string().nullish() }).nullish(), finish_reason: z.string().nullish() }),
    )
    .default([]),
  usage: usageSchema.nullish(),
  error: z.object({ message: z.string() }).nullish(),
})

/** Reads OpenAI's stream of chat completion chunks. One that ends without a finish reason or `[DONE]` was cut off. */
export async function readChatStream(
  bytes: AsyncIterable<Buffer>,
  onDelta: (text: string) => void,
): Promise<RawAnswer> {
  const answer: RawAnswer = { text: '', model: null, usage: null }
  let finished = false
  for await (const data of eventData(bytes)) {
    if (data === '[DONE]') return answer
    const chunk = chunkSchema.safeParse(parseJson(data))
    if (!chunk.success) throw notUnderstood()
    if (chunk.data.error) throw new BulkheadError('model-unavailable', chunk.data.error.message.slice(0, 500))
    const text = chunk.data.choices[0]?.delta?.content ?? ''
    answer.text = checkLength(answer.text + text)
    answer.model = chunk.data.model ?? answer.model
    answer.usage = chunk.data.usage ?? answer.usage
    if (text !== '') onDelta(text)
    if (chunk.data.choices[0]?.finish_reason) finished = true
  }
  if (finished) return answer
  throw new BulkheadError('model-unavailable', 'The model stopped in the middle of its answer.')
}

/** The `data` of each server-sent event (WHATWG HTML, 9.2.6), without the fields that chat completions do not use. */
async function* eventData(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  let total = 0
  for await (const chunk of bytes) {
    total += chunk.length
    if (total > modelLimits.answerBytes * 8) throw notUnderstood()
    rest += decoder.decode(chunk, { stream: true })
    const lines = rest.split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop() ?? ''
    for (const line of lines) if (line.startsWith('data:')) yield line.slice(5).trim()
  }
  if (rest.startsWith('data:')) yield rest.slice(5).trim()
}
