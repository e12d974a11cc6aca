import { Readable } from 'node:stream'
import { type ChatRequest, chatRequestSchema } from '@/server/broker/chat-request'
import { demoCompletion } from '@/server/broker/demo-model/demo-completion'
import { completionBody } from '@/server/broker/demo-model/wire'
import { openBrokerModel } from '../agent/broker-model'
import type { LanguageModels } from '../agent/language-models'
import type { BrokerClient } from '../doors/broker-client'
import type { ModelRequest } from '../models/model-client'

const complete = (request: unknown) => demoCompletion(chatRequestSchema.parse(request) satisfies ChatRequest)

/** The demo model itself, asked as the broker asks it. */
export function demoAnswer({ model, messages, answerSchema }: ModelRequest): string {
  const schema = answerSchema && { response_format: { type: 'json_schema', json_schema: answerSchema } }
  return complete({ model, messages, ...schema }).content
}

/** The same for blocks that work with a model step by step, with its tools. */
export const demoLanguageModels: LanguageModels = async (name) => openBrokerModel(demoBroker, '', name)

const demoBroker: Pick<BrokerClient, 'call'> & BrokerClient = {
  identity: () => Promise.reject(new Error('the demo model has no identity')),
  storeKey: () => Promise.reject(new Error('the demo model has no store')),
  async call({ body = '' }) {
    const request: unknown = JSON.parse(body)
    const head = { id: 'demo', created: 0, model: 'bulkhead-demo' }
    const answer = Readable.from([Buffer.from(JSON.stringify(completionBody(head, complete(request))))])
    return Object.assign(answer, { headers: {}, statusCode: 200 }) as Awaited<ReturnType<BrokerClient['call']>>
  },
  close: () => undefined,
}
