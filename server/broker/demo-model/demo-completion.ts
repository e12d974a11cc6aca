import { type ChatCompletionRequest, type DemoCompletion, firstRequest, readConversation, textOf } from './chat-format'
import { composeAnswer } from './compose'
import { readDirectives } from './directives'
import { fillSchema } from './fill-schema'
import { readKnowledge } from './knowledge'
import { remember } from './memory'

/**
 * The built-in model, so that the first five minutes need no key. It understands nothing: it reads the instructions as
 * orders ("answer in French", "sign as Léa") and facts, picks the facts that share words with the question, and fills
 * JSON Schemas by patterns. Deterministic: the same request gives the same answer, and another prompt another one.
 */
export function demoCompletion(request: ChatCompletionRequest): DemoCompletion {
  const content = limited(answer(request), request)
  const promptChars = request.messages.reduce((sum, message) => sum + textOf(message.content).length, 0)
  return {
    content,
    usage: { prompt_tokens: estimateTokens(promptChars), completion_tokens: estimateTokens(content.length) },
  }
}

function answer(request: ChatCompletionRequest): string {
  const conversation = readConversation(request.messages)
  const format = request.response_format
  if (format?.type === 'json_schema') {
    const reading = { instructions: conversation.instructions, text: firstRequest(request.messages) }
    return JSON.stringify(fillSchema(format.json_schema?.schema, reading) ?? {})
  }
  const { instructions, earlier, prompt } = conversation
  const text = composeAnswer({
    conversation,
    directives: readDirectives(instructions, prompt),
    knowledge: readKnowledge(instructions),
    memory: remember([...earlier, prompt]),
  })
  return format?.type === 'json_object' ? JSON.stringify({ answer: text }) : text
}

function limited(text: string, { max_completion_tokens, max_tokens }: ChatCompletionRequest): string {
  const limit = max_completion_tokens ?? max_tokens
  return typeof limit === 'number' && limit > 0 ? text.slice(0, limit * charsPerToken) : text
}

const charsPerToken = 4

function estimateTokens(chars: number): number {
  return Math.ceil(chars / charsPerToken)
}
