import type { DemoCompletion } from './chat-format'

export type WireHead = { id: string; created: number; model: string }

/** OpenAI's chat completion. https://platform.openai.com/docs/api-reference/chat/object */
export function completionBody(head: WireHead, { content, toolCalls, finish, usage }: DemoCompletion): object {
  const calls = toolCalls.map(({ id, name, arguments: json }) => ({
    id,
    type: 'function',
    function: { name, arguments: json },
  }))
  const message = calls.length > 0 ? { content: content === '' ? null : content, tool_calls: calls } : { content }
  return {
    ...head,
    object: 'chat.completion',
    choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: finish }],
    usage: { ...usage, total_tokens: usage.prompt_tokens + usage.completion_tokens },
  }
}

/** The same as a stream, word by word. https://platform.openai.com/docs/api-reference/chat-streaming/streaming */
export function completionChunks(head: WireHead, { content, toolCalls, finish, usage }: DemoCompletion): object[] {
  const chunk = { ...head, object: 'chat.completion.chunk' }
  const delta = (part: object, finished: string | null = null) => ({
    ...chunk,
    choices: [{ index: 0, delta: part, finish_reason: finished }],
  })
  const calls = toolCalls.flatMap(({ id, name, arguments: json }, index) => [
    delta({ tool_calls: [{ index, id, type: 'function', function: { name, arguments: '' } }] }),
    ...pieces(json).map((piece) => delta({ tool_calls: [{ index, function: { arguments: piece } }] })),
  ])
  return [
    delta({ role: 'assistant', content: toolCalls.length > 0 && content === '' ? null : '' }),
    ...pieces(content).map((piece) => delta({ content: piece })),
    ...calls,
    delta({}, finish),
    { ...chunk, choices: [], usage: { ...usage, total_tokens: usage.prompt_tokens + usage.completion_tokens } },
  ]
}

const pieces = (text: string) => text.match(/\S+\s*|\s+/g) ?? []
