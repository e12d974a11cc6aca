import { z } from 'zod'

/**
 * The broker door: HTTP/1.1 over `broker.sock`. Errors are `ErrorBody`. Calls to the outside need the header `bundleHeader`.
 *   GET  /v1/identity             → BrokerIdentity
 *   GET  /v1/store-key            → StoreKey: the key of this tenant's own database under /data, and of nothing else
 *   GET  /v1/models               → OpenAI's model list, the allowed ones only
 *   POST /v1/chat/completions     → OpenAI's chat completions, `stream` and `tools` too
 *   POST /v1/embeddings           EmbeddingsRequest → EmbeddingsResponse (OpenAI's, floats)
 *   POST /v1/audio/transcriptions TranscriptionRequest → TranscriptionResponse
 *   POST /v1/effects              EffectRequest → EffectResponse: done once for each key, however often it is asked for
 */
export const brokerIdentitySchema = z.object({ runtimeId: z.uuid(), tenantId: z.uuid(), workspaceId: z.uuid() })
export const storeKeySchema = z.object({ key: z.string().min(32) })

export type BrokerIdentity = z.infer<typeof brokerIdentitySchema>

/** Names the digest of the bundle whose manifest the call is made under. Only bundles of that tenant count. */
export const bundleHeader = 'x-bulkhead-bundle'
/** Set on answers of the built-in demo model. */
export const demoHeader = 'x-bulkhead-demo'
export const demoModelName = 'bulkhead-demo'
/**
 * On answers of chat completions: what a model costs, as `<input>;<output>` in US dollars for a million tokens. Absent when
 * the workspace has set no price.
 */
export const priceHeader = 'x-bulkhead-price'

export const brokerLimits = {
  /** Files travel inside requests, as base64. */
  requestBytes: 24_000_000,
  embeddingTexts: 96,
  embeddingChars: 8_000,
  /** What an outside system may answer. */
  answerBytes: 1_000_000,
} as const

export const embeddingsRequestSchema = z.strictObject({
  model: z.literal('default'),
  input: z.array(z.string().min(1).max(brokerLimits.embeddingChars)).min(1).max(brokerLimits.embeddingTexts),
})
export const embeddingsResponseSchema = z.object({
  model: z.string(),
  data: z.array(z.object({ index: z.int().nonnegative(), embedding: z.array(z.number()) })),
  usage: z.object({ prompt_tokens: z.number() }).optional(),
})

export const transcriptionRequestSchema = z.strictObject({
  model: z.literal('default'),
  name: z.string().min(1).max(200),
  mediaType: z.string().regex(/^audio\/[a-z0-9.+-]+$/),
  data: z.base64(),
})
export const transcriptionResponseSchema = z.object({ text: z.string() })

const effectCommon = {
  /** Chosen by the runtime, the same for every try of one step. The same key with another content is a `conflict`. */
  key: z.string().regex(/^[\w./[\]:-]{1,300}$/),
  /** The approval that a rule asked for. The broker looks at its own record of the decision. */
  approval: z.uuid().optional(),
}

const headerNameSchema = z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,80}$/)

/** What is to be done outside. */
export const effectRequestSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('skill'),
    ...effectCommon,
    skill: z.string().max(40),
    action: z.string().max(40),
    args: z.record(z.string(), z.json()),
  }),
  z.strictObject({
    kind: z.literal('webhook'),
    ...effectCommon,
    url: z.string().max(4_000),
    event: z.string().min(1).max(500),
    data: z.json(),
    /** When the step began: the same for every try, so that a receiver sees one message. */
    at: z.iso.datetime(),
    headers: z
      .array(
        z.union([
          z.strictObject({ name: headerNameSchema, value: z.string().max(4_000) }),
          z.strictObject({ name: headerNameSchema, secretSlot: z.string().max(40) }),
        ]),
      )
      .max(20),
  }),
])

/** `output`: of a skill, what its action answers; of a webhook, `{ status, body }`. `replayed`: it had been done before. */
export const effectResponseSchema = z.object({ output: z.json(), replayed: z.boolean() })

export type EmbeddingsRequest = z.infer<typeof embeddingsRequestSchema>
export type TranscriptionRequest = z.infer<typeof transcriptionRequestSchema>
export type EffectRequest = z.infer<typeof effectRequestSchema>
export type EffectResponse = z.infer<typeof effectResponseSchema>

/** What a rule decides about and an approval is given for, without the key: the same act asked for twice is the same. */
export function effectSubject(request: EffectRequest): { skill: string; action: string; args: unknown } {
  if (request.kind === 'skill') return { skill: request.skill, action: request.action, args: request.args }
  const { url, event, data, headers } = request
  return { skill: 'webhook', action: 'post', args: { url, event, data, headers } }
}
