import { z } from 'zod'
import type { Transaction } from '../db/client'
import { modelProviderContext, seal } from '../vault/envelope'
import type { WrappingKey } from '../vault/key-provider'

const priceSchema = z
  .number('must be a number')
  .min(0, 'must not be less than 0')
  .max(100_000, 'must be 100,000 or less')

export const modelProviderSchema = z.object({
  /** Of an OpenAI-compatible API, e.g. `https://api.example.com/v1`. */
  baseUrl: z
    .url({ protocol: /^https?$/, error: 'must be an http or https address' })
    .max(300)
    .refine((url) => !URL.canParse(url) || new URL(url).username === '', 'must not hold a user name or a password')
    .transform((url) => url.replace(/\/+$/, '')),
  defaultModel: z.string().trim().min(1, 'must not be empty').max(120),
  key: z.string().trim().min(1, 'must not be empty').max(500),
  /** Left out: a name that most providers know. */
  embeddingModel: z.string().trim().min(1, 'must not be empty').max(120).optional(),
  transcriptionModel: z.string().trim().min(1, 'must not be empty').max(120).optional(),
  /** US dollars for a million tokens; left out: what calls cost is not known. */
  price: z.strictObject({ input: priceSchema, output: priceSchema }).optional(),
})

export type ModelProviderView =
  /** The built-in demo model answers. */
  | { configured: false; demo: true }
  | {
      configured: true
      baseUrl: string
      defaultModel: string
      embeddingModel: string | null
      transcriptionModel: string | null
      price: { input: number; output: number } | null
      updatedAt: Date
    }

/** Never the key: this process has no right to read even its sealed form. */
export async function readModelProvider(tx: Transaction): Promise<ModelProviderView> {
  const row = await tx.modelProvider.findFirst({
    select: {
      baseUrl: true,
      defaultModel: true,
      embeddingModel: true,
      transcriptionModel: true,
      inputPrice: true,
      outputPrice: true,
      updatedAt: true,
    },
  })
  if (row === null) return { configured: false, demo: true }
  const { inputPrice, outputPrice, ...rest } = row
  const price = inputPrice === null || outputPrice === null ? null : { input: inputPrice, output: outputPrice }
  return { configured: true, ...rest, price }
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
    INSERT INTO model_provider (workspace_id, base_url, default_model, sealed_key, embedding_model, transcription_model,
      input_price, output_price)
    VALUES (${input.workspaceId}::uuid, ${input.baseUrl}, ${input.defaultModel}, ${sealed}::jsonb,
      ${input.embeddingModel ?? null}, ${input.transcriptionModel ?? null},
      ${input.price?.input ?? null}::float8, ${input.price?.output ?? null}::float8)`
}

export async function clearModelProvider(tx: Transaction, workspaceId: string): Promise<void> {
  await tx.modelProvider.deleteMany({ where: { workspaceId } })
}
