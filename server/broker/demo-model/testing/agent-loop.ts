import type { ChatCompletionMessage, ChatCompletionRequest } from '../chat-format'
import { demoCompletion } from '../demo-completion'

export type AgentRun = { calls: { name: string; arguments: Record<string, unknown> }[]; text: string | null }

/** What the agent block does: calls the tools that the model wants, until it answers. `text` is null when it never does. */
export function runAgent(
  request: ChatCompletionRequest,
  answer: (name: string, args: Record<string, unknown>) => string,
  mostSteps = 8,
): AgentRun {
  const messages: ChatCompletionMessage[] = [...request.messages]
  const calls: AgentRun['calls'] = []
  for (let step = 0; step < mostSteps; step += 1) {
    const { content, toolCalls } = demoCompletion({ ...request, messages })
    if (toolCalls.length === 0) return { calls, text: content }
    const wire = toolCalls.map(({ id, name, arguments: json }) => ({ id, function: { name, arguments: json } }))
    messages.push({ role: 'assistant', content: null, tool_calls: wire })
    for (const { id, name, arguments: json } of toolCalls) {
      const args = JSON.parse(json) as Record<string, unknown>
      calls.push({ name, arguments: args })
      messages.push({ role: 'tool', tool_call_id: id, content: answer(name, args) })
    }
  }
  return { calls, text: null }
}
