import { BulkheadError } from '@/domain/errors'
import {
  brokerLimits,
  bundleHeader,
  type EmbeddingsRequest,
  embeddingsResponseSchema,
} from '@/domain/runtime/broker-api'
import type { BrokerClient } from '../doors/broker-client'
import { readBody } from '../doors/read-body'
import { messageOf } from '../host/log'
import { parseJson } from '../host/parse-json'

/**
 * A vector for each text, in their order, all of one size. Vectors compare with those of the same `model` and size only.
 * Throws a `BulkheadError` when there are none to be had.
 */
export type Embed = (texts: readonly string[], signal?: AbortSignal) => Promise<Embeddings>
export type Embeddings = { model: string; vectors: number[][] }

const patience = { answerMs: 30_000, brokerMs: 3_000 } as const
/** Beyond what any model gives; libsql ends at 65,536. */
const maxSize = 16_384
const maxAnswerBytes = 64_000_000

/** Calls are made under the manifest of the bundle with this digest. */
export function createEmbed(broker: BrokerClient, bundleDigest: string): Embed {
  return async (texts, signal) => {
    const vectors: number[][] = []
    let model = ''
    for (let from = 0; from < texts.length; from += brokerLimits.embeddingTexts) {
      const batch = texts.slice(from, from + brokerLimits.embeddingTexts).map(fitted)
      const answer = await embedBatch(broker, bundleDigest, batch, signal)
      if (from > 0 && answer.model !== model) throw notUnderstood('it changed between two calls')
      model = answer.model
      vectors.push(...answer.vectors)
    }
    if (vectors.some((vector) => vector.length !== vectors[0]?.length))
      throw notUnderstood('its vectors differ in size')
    return { model, vectors }
  }
}

async function embedBatch(
  broker: BrokerClient,
  bundleDigest: string,
  input: string[],
  signal: AbortSignal | undefined,
): Promise<Embeddings> {
  const request: EmbeddingsRequest = { model: 'default', input }
  const late = AbortSignal.timeout(patience.answerMs)
  try {
    const response = await broker.call({
      method: 'POST',
      path: '/v1/embeddings',
      headers: { 'content-type': 'application/json', [bundleHeader]: bundleDigest },
      body: JSON.stringify(request),
      signal: signal === undefined ? late : AbortSignal.any([signal, late]),
      patienceMs: patience.brokerMs,
    })
    return readEmbeddings(await readBody(response, maxAnswerBytes), input.length)
  } catch (error) {
    if (error instanceof BulkheadError) throw error
    const why = late.aborted ? 'took too long to answer' : `could not be reached: ${messageOf(error)}`
    throw new BulkheadError('model-unavailable', `The embedding model ${why}.`, { cause: error })
  }
}

function readEmbeddings(body: string, count: number): Embeddings {
  const result = embeddingsResponseSchema.safeParse(parseJson(body))
  if (!result.success) throw notUnderstood('its answer is not in the form of embeddings')
  const { model, data } = result.data
  const vectors: number[][] = []
  for (const { index, embedding } of data) {
    if (embedding.length === 0 || embedding.length > maxSize) throw notUnderstood('its vectors are empty or too long')
    vectors[index] = embedding
  }
  // Holes count for the length and are no keys.
  const complete = vectors.length === count && Object.keys(vectors).length === count
  if (!complete) throw notUnderstood(`it answered ${data.length} of ${count} texts`)
  return { model, vectors }
}

/** Texts are cut to what the broker takes; the beginning says best what a text is about. */
function fitted(text: string): string {
  const cut = text.slice(0, brokerLimits.embeddingChars).toWellFormed()
  return cut.trim() === '' ? '-' : cut
}

const notUnderstood = (why: string) =>
  new BulkheadError('model-unavailable', `The embedding model cannot be used: ${why}.`)
