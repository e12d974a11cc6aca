import { type ChatCompletionRequest, textOf } from './chat-format'

const charsPerToken = 4
/** A picture, a sound or a file counts for as much as OpenAI's smallest picture. */
const partTokens = 85

export function estimateTokens(chars: number): number {
  return Math.ceil(chars / charsPerToken)
}

export function countPromptTokens({ messages, tools }: ChatCompletionRequest): number {
  const texts = messages.reduce((sum, { content, tool_calls }) => {
    const calls = (tool_calls ?? []).reduce((chars, call) => chars + call.function.arguments.length, 0)
    return sum + textOf(content).length + calls
  }, 0)
  const described = (tools ?? []).reduce((sum, tool) => {
    return sum + tool.function.name.length + (tool.function.description ?? '').length
  }, 0)
  const parts = messages.flatMap(({ content }) => (typeof content === 'string' ? [] : (content ?? [])))
  return estimateTokens(texts + described) + partTokens * parts.filter(({ type }) => type !== 'text').length
}

/** Cut off where the request says, as a provider does. */
export function withinTokens(text: string, { max_completion_tokens, max_tokens }: ChatCompletionRequest): string {
  const limit = max_completion_tokens ?? max_tokens
  return typeof limit === 'number' && limit > 0 ? text.slice(0, limit * charsPerToken) : text
}
