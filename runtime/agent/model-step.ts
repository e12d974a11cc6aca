import { type AssistantModelMessage, generateText, jsonSchema, type LanguageModel, type ModelMessage, tool } from 'ai'
import { BulkheadError } from '@/domain/errors'
import { demoHeader, demoModelName, priceHeader } from '@/domain/runtime/broker-api'
import { type ModelAnswer, priced } from '../models/model-client'
import { checkLength, notUnderstood, type Usage } from '../models/raw-answer'
import type { AgentTool } from './tools'

/** One answer of the model. JSON, so that it can be kept and read again. */
export type ModelStep = {
  /** The answer as the next call repeats it. */
  message: AssistantModelMessage
  text: string
  calls: ModelCall[]
  /** It came to the most tokens that were allowed. */
  cut: boolean
} & Pick<ModelAnswer, 'model' | 'usage'>

/** `problem`: why the arguments cannot be read. */
export type ModelCall = { id: string; name: string; args: unknown; problem: string | null }

export type ModelStepRequest = {
  model: LanguageModel
  messages: readonly ModelMessage[]
  tools: Iterable<AgentTool>
  maxOutputTokens: number | undefined
  signal: AbortSignal
}

// It would write to the runtime's own log what a provider does not know.
globalThis.AI_SDK_LOG_WARNINGS = false

/** Asks once and acts on nothing. Throws the broker's own error, or `model-unavailable`. */
export async function askOnce({
  model,
  messages,
  tools,
  maxOutputTokens,
  signal,
}: ModelStepRequest): Promise<ModelStep> {
  const offered = [...tools].map(({ name, description, schema }) => [
    name,
    tool({ description, inputSchema: jsonSchema(schema) }),
  ])
  try {
    const result = await generateText({
      model,
      messages: [...messages],
      allowSystemInMessages: true,
      tools: Object.fromEntries(offered),
      maxRetries: 0,
      abortSignal: signal,
      ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
    })
    const { responseMessages, toolCalls, finishReason, response, text } = result
    const name = response.modelId
    const headers = response.headers ?? {}
    const usage = readUsage(result.usage, messages, responseMessages)
    return {
      message: responseMessages.find((message) => message.role === 'assistant') ?? { role: 'assistant', content: text },
      text: checkLength(text),
      calls: toolCalls.map(({ toolCallId, toolName, input, invalid, error }) => ({
        id: toolCallId,
        name: toolName,
        args: input,
        problem: invalid === true && typeof input !== 'object' ? reasonOf(error) : null,
      })),
      cut: finishReason === 'length',
      model: { name, demo: headers[demoHeader] !== undefined || name === demoModelName },
      usage: priced(usage, headers[priceHeader]),
    }
  } catch (error) {
    throw asKnown(error)
  }
}

/** Where a provider does not count: four characters to a token. Files are not guessed at. */
function readUsage(
  { inputTokens, outputTokens }: { inputTokens: number | undefined; outputTokens: number | undefined },
  asked: readonly ModelMessage[],
  answered: readonly ModelMessage[],
): Usage {
  const guess = (messages: readonly ModelMessage[]) =>
    Math.ceil(JSON.stringify(messages, (key, value) => (key === 'providerOptions' ? undefined : value)).length / 4)
  return { inputTokens: inputTokens ?? guess(asked), outputTokens: outputTokens ?? guess(answered) }
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : 'They are not JSON.').slice(0, 500)

/** The package's own errors carry the whole request and answer, which belong in no log. */
function asKnown(error: unknown): unknown {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if (at instanceof BulkheadError) return at
  }
  return notUnderstood()
}
