import { BulkheadError } from '@/domain/errors'
import type { Transaction } from '@/server/db/client'
import { modelProviderContext, open, sealedValueSchema } from '@/server/vault/envelope'
import type { KeyProvider } from '@/server/vault/key-provider'

export type ModelProvider = { completionsUrl: URL; defaultModel: string; key: string }

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
  return {
    completionsUrl: completionsUrl(row.baseUrl),
    defaultModel: row.defaultModel,
    key: await open(keys, sealed.data, modelProviderContext(workspaceId)),
  }
}

/** Over http or https, and without a name or password in it. */
export function completionsUrl(baseUrl: string): URL {
  const url = URL.parse(`${baseUrl.replace(/\/+$/, '')}/chat/completions`)
  const usable = url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === ''
  if (usable) return url
  throw new BulkheadError(
    'model-unavailable',
    "The address of the workspace's model provider is not usable. It must be an http or https URL without a password.",
  )
}
