import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { bundleHeader } from '@/domain/runtime/broker-api'
import { ids } from './bundles'

export type ModelCall = {
  model: string
  messages: { role: string; content: string }[]
  stream?: boolean
  temperature?: number
  max_tokens?: number
  response_format?: { json_schema: { name: string; schema: { properties: Record<string, unknown> } } }
}

export type TestBroker = {
  server: Server
  calls: (ModelCall & { bundle: string | undefined })[]
  identity: { runtimeId: string; tenantId: string; workspaceId: string }
  storeKey: string
  /** What the model says; throwing a `BrokerRefusal` answers with that error. */
  say: (call: ModelCall) => string | Promise<string>
  /** Cuts the stream after this many pieces. */
  cutAfter: number | null
  delayMs: number
}

export class BrokerRefusal extends Error {
  readonly status: number
  readonly code: string
  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

/** A broker as a runtime sees it, with a model that a test scripts. */
export function createTestBroker(): TestBroker {
  const broker: TestBroker = {
    server: createServer((request, response) => void answer(broker, request, response)),
    calls: [],
    identity: { runtimeId: ids.runtime, tenantId: ids.tenant, workspaceId: ids.workspace },
    storeKey: Buffer.alloc(32, 7).toString('base64'),
    say: (call) => `You said: ${call.messages.at(-1)?.content}`,
    cutAfter: null,
    delayMs: 0,
  }
  return broker
}

async function answer(broker: TestBroker, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const json = (status: number, body: unknown) => {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body))
  }
  if (request.url === '/v1/identity') return json(200, broker.identity)
  if (request.url === '/v1/store-key') return json(200, { key: broker.storeKey })
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const call = JSON.parse(Buffer.concat(chunks).toString()) as ModelCall
  broker.calls.push({ ...call, bundle: request.headers[bundleHeader]?.toString() })
  try {
    await pause(broker.delayMs)
    const text = await broker.say(call)
    if (call.stream === true) await streamText(broker, response, text)
    else json(200, { model: 'test-model', choices: [{ message: { role: 'assistant', content: text } }], usage })
  } catch (error) {
    if (!(error instanceof BrokerRefusal)) throw error
    json(error.status, { error: { code: error.code, message: error.message } })
  }
}

const usage = { prompt_tokens: 7, completion_tokens: 3 }

async function streamText(broker: TestBroker, response: ServerResponse, text: string): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  const event = (data: unknown) => response.write(`data: ${JSON.stringify(data)}\n\n`)
  const pieces = text.match(/\S+\s*|\s+/g) ?? []
  for (const [index, content] of pieces.entries()) {
    if (index === broker.cutAfter) return void response.destroy()
    event({ model: 'test-model', choices: [{ delta: { content }, finish_reason: null }] })
    await pause(1)
  }
  event({ model: 'test-model', choices: [{ delta: {}, finish_reason: 'stop' }] })
  event({ model: 'test-model', choices: [], usage })
  response.end('data: [DONE]\n\n')
}
