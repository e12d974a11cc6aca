import { z } from 'zod'

/** What a runtime answers on a tenant's URL. */
export const messageLimits = { contentChars: 16_000, bodyBytes: 256_000 } as const

export const messageRequestSchema = z.strictObject({
  /** Chosen by the caller; a new session starts when it is left out. */
  session: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/, 'may hold letters, digits, - and _ (at most 64)')
    .optional(),
  content: z.string().trim().min(1, 'is empty').max(messageLimits.contentChars),
  /** Answer as server-sent events: `delta` {text}, then `done` (a MessageResponse) or `error` (an ErrorBody). */
  stream: z.boolean().default(false),
})

/** `POST /v1/webhook`: fires the webhook triggers whose `event` matches. */
export const webhookRequestSchema = z.strictObject({
  event: z.string().min(1).max(120),
  payload: z.unknown().optional(),
  session: messageRequestSchema.shape.session,
})

export const messageResponseSchema = z.object({
  session: z.string(),
  turn: z.string(),
  reply: z.string(),
  /** The blueprint version that answered. */
  version: z.number(),
  /** The models that were called; `demo` when the built-in demo model answered. */
  models: z.array(z.object({ name: z.string(), demo: z.boolean() })),
  usage: z.object({ inputTokens: z.number(), outputTokens: z.number() }),
})

export type MessageResponse = z.infer<typeof messageResponseSchema>

/** `GET /healthz` on the tenant's URL. */
export type HealthResponse = { status: 'ready' | 'draining'; version: number; bundleDigest: string }
