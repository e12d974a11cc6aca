import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { text as textOf } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import {
  bundleHeader,
  type EffectRequest,
  type EmbeddingsRequest,
  effectRequestSchema,
  embeddingsRequestSchema,
  type TranscriptionRequest,
  transcriptionRequestSchema,
} from '@/domain/runtime/broker-api'
import { BrokerRefusal } from './broker-refusal'
import { ids } from './bundles'
import { hashEmbed } from './hash-embed'
import { createTestLedger, type TestLedger } from './test-ledger'

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
  /** What has been done outside, each key once. */
  ledger: TestLedger
  identity: { runtimeId: string; tenantId: string; workspaceId: string }
  storeKey: string
  /** What the model says; throwing a `BrokerRefusal` answers with that error. */
  say: (call: ModelCall) => string | Promise<string>
  /** What an act answers when it is done. Throws a `BrokerRefusal` instead of doing it. */
  act: (request: EffectRequest) => unknown
  /** It is done, and whoever asked does not know yet. */
  afterAct: (request: EffectRequest) => unknown
  /** Cuts the stream after this many pieces. */
  cutAfter: number | null
  delayMs: number
  /** Between two pieces of a stream. */
  pieceMs: number
}

/** A broker as a runtime sees it, with a model that a test scripts. */
export function createTestBroker(): TestBroker {
  const broker: TestBroker = {
    server: createServer((request, response) => void answer(broker, request, response)),
    calls: [],
    ledger: createTestLedger({
      act: (request) => broker.act(request),
      afterAct: (request) => broker.afterAct(request),
    }),
    identity: { runtimeId: ids.runtime, tenantId: ids.tenant, workspaceId: ids.workspace },
    storeKey: Buffer.alloc(32, 7).toString('base64'),
    say: (call) => `You said: ${call.messages.at(-1)?.content}`,
    act: () => ({ ok: true }),
    afterAct: () => undefined,
    cutAfter: null,
    delayMs: 0,
    pieceMs: 1,
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
  try {
    const body = JSON.parse(await textOf(request)) as unknown
    if (request.url === '/v1/effects') return json(200, await broker.ledger.take(effectRequestSchema.parse(body)))
    if (request.url === '/v1/embeddings') return json(200, await embedded(embeddingsRequestSchema.parse(body)))
    if (request.url === '/v1/audio/transcriptions') return json(200, heard(transcriptionRequestSchema.parse(body)))
    const call = body as ModelCall
    broker.calls.push({ ...call, bundle: request.headers[bundleHeader]?.toString() })
    if (broker.delayMs > 0) await pause(broker.delayMs)
    const text = await broker.say(call)
    if (call.stream === true) await streamText(broker, response, text)
    else json(200, { model: 'test-model', choices: [{ message: { role: 'assistant', content: text } }], usage })
  } catch (error) {
    if (error instanceof BrokerRefusal) json(error.status, error.body)
    // Whoever asked has died meanwhile.
    else if (request.destroyed) response.destroy()
    else throw error
  }
}

const embed = hashEmbed({ size: 64 })

async function embedded({ input }: EmbeddingsRequest) {
  const { model, vectors } = await embed(input)
  return { model, data: vectors.map((embedding, index) => ({ index, embedding })) }
}

const heard = ({ name }: TranscriptionRequest) => ({ text: `the words of ${name}` })

const usage = { prompt_tokens: 7, completion_tokens: 3 }

async function streamText(broker: TestBroker, response: ServerResponse, text: string): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  const event = (data: unknown) => response.write(`data: ${JSON.stringify(data)}\n\n`)
  const pieces = text.match(/\S+\s*|\s+/g) ?? []
  for (const [index, content] of pieces.entries()) {
    if (index === broker.cutAfter) return void response.destroy()
    event({ model: 'test-model', choices: [{ delta: { content }, finish_reason: null }] })
    if (broker.pieceMs > 0) await pause(broker.pieceMs)
  }
  event({ model: 'test-model', choices: [{ delta: {}, finish_reason: 'stop' }] })
  event({ model: 'test-model', choices: [], usage })
  response.end('data: [DONE]\n\n')
}
