import { BulkheadError } from '@/domain/errors'
import type { Transaction } from '@/server/db/client'
import { modelProviderContext, open, sealedValueSchema } from '@/server/vault/envelope'
import type { KeyProvider } from '@/server/vault/key-provider'

export type ModelProvider = {
  baseUrl: string
  defaultModel: string
  embeddingModel: string
  transcriptionModel: string
  /** US dollars for a million tokens; null where the workspace has set none. */
  price: { input: number; output: number } | null
  key: string
}

/** The names that most OpenAI-compatible providers know. */
const usualModels = { embedding: 'text-embedding-3-small', transcription: 'whisper-1' } as const

/** `null`: the workspace has configured none. The key is opened for this call and kept nowhere. */
export async function readModelProvider(
  tx: Transaction,
  keys: KeyProvider,
  workspaceId: string,
): Promise<ModelProvider | null> {
  const row = await tx.modelProvider.findUnique({ where: { workspaceId } })
  if (row === null) return null
  const sealed = sealedValueSchema.safeParse(row.sealedKey)
  if (!sealed.success) throw new BulkheadError('data-corrupt', "The model provider's key is stored in an unknown form.")
  const { inputPrice, outputPrice } = row
  return {
    baseUrl: row.baseUrl,
    defaultModel: row.defaultModel,
    embeddingModel: row.embeddingModel ?? usualModels.embedding,
    transcriptionModel: row.transcriptionModel ?? usualModels.transcription,
    price: inputPrice === null || outputPrice === null ? null : { input: inputPrice, output: outputPrice },
    key: await open(keys, sealed.data, modelProviderContext(workspaceId)),
  }
}

/** Of one of the API's calls: over http or https, and without a name or password in it. */
export function providerUrl(baseUrl: string, call: 'chat/completions' | 'embeddings' | 'audio/transcriptions'): URL {
  const url = URL.parse(`${baseUrl.replace(/\/+$/, '')}/${call}`)
  const usable = url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === ''
  if (usable) return url
  throw new BulkheadError(
    'model-unavailable',
    "The address of the workspace's model provider is not usable. It must be an http or https URL without a password.",
  )
}
