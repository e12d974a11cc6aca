import { z } from 'zod'
import type { ErrorCode } from '../errors'

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
  /** The run's id, for `GET /v1/runs/<id>`. */
  turn: z.string(),
  /** `waiting`: more may come, into the session, when somebody has decided, or later. */
  status: z.enum(['done', 'waiting']),
  reply: z.string(),
  /** The blueprint version that answered. */
  version: z.number(),
  /** The models that were called; `demo` when the built-in demo model answered. */
  models: z.array(z.object({ name: z.string(), demo: z.boolean() })),
  usage: z.object({ inputTokens: z.number(), outputTokens: z.number() }),
})

export type MessageResponse = z.infer<typeof messageResponseSchema>

type RunError = { code: ErrorCode; message: string } | null
type Used = { inputTokens: number; outputTokens: number; costUsd?: number }

/** One step of a run. `step` is its place: `answer`, `each[3]/answer`, `sub/answer`; `each[3]` is an item of a loop. */
export type StepTrace = {
  step: string
  kind: string
  label: string
  state: 'running' | 'waiting' | 'ended' | 'failed'
  startedAt: string
  endedAt: string | null
  /** The output port by which the flow went on. */
  port: string | null
  tries: number
  error: RunError
} & Used

/** `GET /v1/runs/<id>`: how a run went, without anything that was said. */
export type RunTrace = {
  id: string
  session: string
  version: number
  state: 'running' | 'waiting' | 'ended' | 'failed'
  startedAt: string
  /** Time spent working, without waits, in milliseconds. */
  activeMs: number
  error: RunError
  usage: Used
  steps: StepTrace[]
}

/** `GET /v1/approvals/<id>`, with the approval's own view key. */
export type ApprovalView = { id: string; label: string; question: string; askedAt: string; deadlineAt: string }

/** `GET /healthz` on the tenant's URL. */
export type HealthResponse = { status: 'ready' | 'draining'; version: number; bundleDigest: string }
