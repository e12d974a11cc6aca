import { z } from 'zod'
import type { ErrorCode } from '../errors'

/** What a runtime answers on a tenant's URL. */
export const messageLimits = { contentChars: 16_000, bodyBytes: 256_000, files: 5 } as const

export const messageRequestSchema = z
  .strictObject({
    /** Chosen by the caller; a new session starts when it is left out. */
    session: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,64}$/, 'may hold letters, digits, - and _ (at most 64)')
      .optional(),
    content: z.string().trim().max(messageLimits.contentChars).default(''),
    /** Ids of files that were uploaded to this session before, with `POST /v1/files?session=&name=`. */
    files: z.array(z.uuid('is not the id of a file')).max(messageLimits.files).default([]),
    /**
     * Answer as server-sent events: `start` {session, turn}, `delta` {text}, then `done` (a MessageResponse) or `error` (an
     * ErrorBody).
     */
    stream: z.boolean().default(false),
  })
  .refine(({ content, files }) => content !== '' || files.length > 0, { path: ['content'], error: 'is empty' })
  .refine(({ session, files }) => session !== undefined || files.length === 0, {
    path: ['session'],
    error: 'must be the one that the files were uploaded to',
  })

/** The name of an event: of a webhook, or of what a wait waits for. */
export const eventNameSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:/-]{0,119}$/, 'must be a name such as order.created (at most 120 characters)')

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
  /**
   * `waiting`: more may come, into the session, when somebody has decided, or later. `running`: it takes longer than a
   * request can; the answer will be in the session.
   */
  status: z.enum(['done', 'waiting', 'running']),
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
  /** The digest of the blueprint's document; null when it is held no more. */
  drawing: string | null
  state: 'running' | 'waiting' | 'ended' | 'failed'
  startedAt: string
  /** Time spent working, without waits, in milliseconds. */
  activeMs: number
  error: RunError
  usage: Used
  steps: StepTrace[]
}

/** `GET /v1/runs/<id>/steps/<step>`, in a preview and with its key: what a step was given and what came of it. */
export type StepContent = {
  step: string
  /** The outputs that led here, by block; of a trigger what fired it. Null when the drawing is held no more. */
  input: Record<string, unknown> | null
  output: unknown
  reply: string | null
  /** What it worked out on its way, such as the calls of an agent. */
  notes: { name: string; value: unknown }[]
  failures: { code: ErrorCode; message: string }[]
}

/** What a run waits for, and until when at the latest. A question itself is only read with its own key. */
export type RunWaitView = { for: 'time' | 'event' | 'condition' | 'approval'; until: string }

export type FileView = { id: string; name: string; mediaType: string; bytes: number }

export type MessageView = {
  /** Grows; `GET /v1/sessions/<id>?after=<seq>` has only what came later, `?before=<seq>` what came earlier. */
  seq: number
  turn: string
  role: 'user' | 'assistant'
  content: string
  files: readonly FileView[]
  createdAt: string
}

/** A run of a session that has not ended well: in hand, waiting, or failed. */
export type OpenRunView = {
  turn: string
  state: 'running' | 'waiting' | 'failed'
  startedAt: string
  error: RunError
  waits: RunWaitView[]
  /** The chat message that started it, while it is not among the messages. */
  said: { content: string; files: readonly FileView[] } | null
}

/** `GET /v1/sessions/<id>` */
export type SessionView = { session: string; createdAt: string; messages: MessageView[]; runs: OpenRunView[] }

/** `GET /v1/sessions?ids=<id>,<id>`: knowing a session's id is what gives access to it, so only the named ones are told. */
export type SessionList = {
  sessions: { session: string; createdAt: string; updatedAt: string; state: RunTrace['state'] | null }[]
}

/** `GET /v1/approvals/<id>`, with the approval's own view key. */
export type ApprovalView = { id: string; label: string; question: string; askedAt: string; deadlineAt: string }

/** `GET /healthz` on the tenant's URL. */
export type HealthResponse = { status: 'ready' | 'draining'; version: number; bundleDigest: string }
