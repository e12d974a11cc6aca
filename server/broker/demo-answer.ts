import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { demoHeader, demoModelName } from '@/domain/runtime/broker-api'
import type { ChatRequest, ChatUsage } from './chat-request'
import { demoCompletion } from './demo-model/demo-completion'
import { completionBody, completionChunks } from './demo-model/wire'

/** The built-in demo model in OpenAI's form, labelled as what it is. */
export function answerWithDemo(request: ChatRequest, response: ServerResponse): ChatUsage {
  const completion = demoCompletion(request)
  const head = { id: `chatcmpl-${randomUUID()}`, created: Math.floor(Date.now() / 1_000), model: demoModelName }
  const headers = { [demoHeader]: '1', 'cache-control': 'no-store' }
  if (!request.stream) {
    response.writeHead(200, { ...headers, 'content-type': 'application/json' })
    response.end(JSON.stringify(completionBody(head, completion)))
    return completion.usage
  }
  response.writeHead(200, { ...headers, 'content-type': 'text/event-stream' })
  for (const chunk of completionChunks(head, completion)) response.write(`data: ${JSON.stringify(chunk)}\n\n`)
  response.end('data: [DONE]\n\n')
  return completion.usage
}
