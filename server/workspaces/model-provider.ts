import { z } from 'zod'
import type { Transaction } from '../db/client'
import { modelProviderContext, seal } from '../vault/envelope'
import type { WrappingKey } from '../vault/key-provider'

export const modelProviderSchema = z.object({
  /** Of an OpenAI-compatible API, e.g. `https://api.example.com/v1`. */
  baseUrl: z
    .url({ protocol: /^https?$/, error: 'must be an http or https address' })
    .max(300)
    .refine((url) => !URL.canParse(url) || new URL(url).username === '', 'must not hold a user name or a password')
    .transform((url) => url.replace(/\/+$/, '')),
  defaultModel: z.string().trim().min(1, 'must not be empty').max(120),
  key: z.string().trim().min(1, 'must not be empty').max(500),
})

export type ModelProviderView =
  /** The built-in demo model answers. */
  { configured: false; demo: true } | { configured: true; baseUrl: string; defaultModel: string; updatedAt: Date }

/** Never the key: this process has no right to read even its sealed form. */
export async function readModelProvider(tx: Transaction): Promise<ModelProviderView> {
  const provider = await tx.modelProvider.findFirst({ select: { baseUrl: true, defaultModel: true, updatedAt: true } })
  return provider === null ? { configured: false, demo: true } : { configured: true, ...provider }
}

/** Seals the key; only the broker can open it. Raw SQL, because Prisma's upsert would read the column back. */
export async function setModelProvider(
  tx: Transaction,
  wrappingKey: WrappingKey,
  input: z.infer<typeof modelProviderSchema> & { workspaceId: string },
): Promise<void> {
  const sealed = JSON.stringify(await seal(wrappingKey, input.key, modelProviderContext(input.workspaceId)))
  await tx.modelProvider.deleteMany({ where: { workspaceId: input.workspaceId } })
  await tx.$executeRaw`
    INSERT INTO model_provider (workspace_id, base_url, default_model, sealed_key)
    VALUES (${input.workspaceId}::uuid, ${input.baseUrl}, ${input.defaultModel}, ${sealed}::jsonb)`
}

export async function clearModelProvider(tx: Transaction, workspaceId: string): Promise<void> {
  await tx.modelProvider.deleteMany({ where: { workspaceId } })
}
