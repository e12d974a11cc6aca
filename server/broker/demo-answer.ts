import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { demoHeader, demoModelName } from '@/domain/runtime/broker-api'
import type { ChatRequest, ChatUsage } from './chat-request'
import { demoCompletion } from './demo-model/demo-completion'

/** The built-in demo model in OpenAI's form, labelled as what it is. */
export function answerWithDemo(request: ChatRequest, response: ServerResponse): ChatUsage {
  const { content, usage } = demoCompletion(request)
  const common = { id: `chatcmpl-${randomUUID()}`, created: Math.floor(Date.now() / 1_000), model: demoModelName }
  const told = { ...usage, total_tokens: usage.prompt_tokens + usage.completion_tokens }
  const headers = { [demoHeader]: '1', 'cache-control': 'no-store' }
  if (!request.stream) {
    const choices = [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }]
    response.writeHead(200, { ...headers, 'content-type': 'application/json' })
    response.end(JSON.stringify({ ...common, object: 'chat.completion', choices, usage: told }))
    return usage
  }
  response.writeHead(200, { ...headers, 'content-type': 'text/event-stream' })
  const send = (value: unknown) => response.write(`data: ${JSON.stringify(value)}\n\n`)
  const chunk = { ...common, object: 'chat.completion.chunk' }
  const delta = (part: object, finish: string | null = null) =>
    send({ ...chunk, choices: [{ index: 0, delta: part, finish_reason: finish }] })
  delta({ role: 'assistant', content: '' })
  for (const word of content.match(/\S+\s*|\s+/g) ?? []) delta({ content: word })
  delta({}, 'stop')
  send({ ...chunk, choices: [], usage: told })
  response.end('data: [DONE]\n\n')
  return usage
}
