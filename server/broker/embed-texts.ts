import { BulkheadError } from '@/domain/errors'
import {
  demoHeader,
  demoModelName,
  type EmbeddingsRequest,
  embeddingsRequestSchema,
  embeddingsResponseSchema,
} from '@/domain/runtime/broker-api'
import { answerJson } from './answer-json'
import { callProvider } from './call-provider'
import type { ChatUsage } from './chat-request'
import { demoEmbeddings } from './demo-model/demo-embeddings'
import { type ModelCall, readLimits, withModel } from './model-call'
import { type ModelProvider, providerUrl } from './model-provider'
import { requireCapability } from './permissions'
import { readAnswer } from './read-answer'
import { readJson } from './read-json'

/** `POST /v1/embeddings`: one vector a text, in the order of the texts. */
export async function embedTexts(call: ModelCall): Promise<void> {
  const wanted = await readJson(call.request, embeddingsRequestSchema, readLimits(call))
  await withModel(
    call,
    (manifest) => requireCapability(manifest, 'embeddings'),
    async (provider, gone) =>
      provider === null ? answerWithDemo(call, wanted) : askProvider(call, provider, wanted, gone),
  )
}

function answerWithDemo({ response }: ModelCall, { input }: EmbeddingsRequest): undefined {
  const data = demoEmbeddings(input).map((embedding, index) => ({ index, embedding }))
  response.setHeader(demoHeader, '1')
  answerJson(response, 200, { model: demoModelName, data })
}

async function askProvider(
  { parts, response }: ModelCall,
  provider: ModelProvider,
  { input }: EmbeddingsRequest,
  gone: AbortSignal,
): Promise<ChatUsage | undefined> {
  const { agent, limits } = parts
  const signal = AbortSignal.any([gone, AbortSignal.timeout(limits.callMs)])
  const body = JSON.stringify({ model: provider.embeddingModel, input, encoding_format: 'float' })
  const url = providerUrl(provider.baseUrl, 'embeddings')
  const answer = await callProvider(agent, { url, key: provider.key, body }, { limits, signal })
  const { model, data, usage } = await readAnswer(answer, embeddingsResponseSchema, {
    what: 'list of embeddings',
    key: provider.key,
    limitBytes: limits.answerBytes,
  })
  const vectors = input.map((_text, index) => data.find((entry) => entry.index === index))
  if (vectors.some((entry) => entry === undefined || entry.embedding.length !== vectors[0]?.embedding.length)) {
    throw new BulkheadError('model-unavailable', 'The model provider did not answer with one vector for each text.')
  }
  answerJson(response, 200, { model, data: vectors, ...(usage === undefined ? {} : { usage }) })
  return { prompt_tokens: Math.max(0, Math.round(usage?.prompt_tokens ?? 0)), completion_tokens: 0 }
}
