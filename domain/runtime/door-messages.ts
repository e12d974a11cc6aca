import { z } from 'zod'
import { errorCodes } from '../errors'
import { bundleLimits, signedBundleSchema } from './bundle'
import { guardReportSchema } from './guard-report'

/**
 * The control door: newline-delimited JSON, one message a line, both ways. The runtime dials, says `hello`, and keeps
 * the connection; its end is the death notice. Nothing in a message says who is calling: the socket that accepted does.
 */
export const controlProtocol = 1
export const maxControlLineBytes = bundleLimits.payloadBytes * 2

const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/)
const generation = z.int().nonnegative()

/** Metadata of one finished turn. Never content. */
export const turnTelemetrySchema = z.strictObject({
  startedAt: z.iso.datetime(),
  durationMs: z.number().nonnegative(),
  outcome: z.enum(['ok', 'error']),
  errorCode: z.enum(errorCodes).optional(),
  blueprintVersion: z.int().positive(),
  inputTokens: z.int().nonnegative(),
  outputTokens: z.int().nonnegative(),
  /** US dollars; absent when the workspace has set no prices. */
  costUsd: z.number().nonnegative().optional(),
  /** Blocks that ran. */
  steps: z.int().nonnegative().optional(),
})

/** A version that was replaced and is held for what began on it. */
export const drainingVersionSchema = z.strictObject({
  version: z.int().positive(),
  bundleDigest: digest,
  /** Conversations that still go on with it, and runs that have not ended. */
  sessions: z.int().nonnegative(),
  runs: z.int().nonnegative(),
  /** When it is let go of, whatever is left. */
  until: z.iso.datetime(),
})

/** What a runtime has in hand. Level-based: said after each hello and whenever it has changed. */
export const runtimeStatusSchema = z.strictObject({
  /** The next moment at which something is due; null: nothing. A runtime with nothing running may sleep until then. */
  wakeAt: z.iso.datetime().nullable(),
  running: z.int().nonnegative(),
  waiting: z.int().nonnegative(),
  draining: z.array(drainingVersionSchema).max(50),
  /** Opens the routes of documents of the tenant's URL, and nothing else. Made by the runtime; the same over restarts. */
  documentsKey: z.string().min(22).max(64).optional(),
  /** Of a preview: opens everything at its address. Made by the runtime; the same over restarts. */
  previewKey: z.string().min(22).max(64).optional(),
})

/** Metadata of a question that waits for a person. What it asks stays in the tenant's box. */
export const openApprovalSchema = z.strictObject({
  id: z.uuid(),
  runId: z.uuid(),
  /** What the block is called on the canvas. */
  label: z.string().max(80),
  blueprintVersion: z.int().positive(),
  /** E-mail addresses; empty: anybody of the workspace's team. */
  people: z.array(z.string().max(254)).max(20),
  askedAt: z.iso.datetime(),
  deadlineAt: z.iso.datetime(),
  /** For a question that a rule asks: `sha256:<hex>` of the canonical JSON of `effectSubject`. */
  subjectDigest: digest.nullable(),
  /** Opens the question's text at `GET /v1/approvals/<id>` of the tenant's URL, and nothing else. */
  viewKey: z.string().min(22).max(64),
})

export const fromRuntimeSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('hello'),
    protocol: z.literal(controlProtocol),
    /** New at each process start, so that a restart is told from a reconnect. */
    bootId: z.uuid(),
    runtimeVersion: z.string().max(64),
    /** The generation that this container was made for. */
    bootGeneration: generation,
    /** What it runs now, if anything (after a reconnect). */
    active: z.strictObject({ generation, bundleDigest: digest }).nullable(),
    guards: guardReportSchema,
  }),
  z.strictObject({
    type: z.literal('bundle-applied'),
    generation,
    bundleDigest: digest,
    /** From receipt to swapped and guarded, in milliseconds. */
    durationMs: z.number().nonnegative(),
    guards: guardReportSchema,
  }),
  z.strictObject({
    type: z.literal('bundle-refused'),
    generation,
    code: z.enum(errorCodes),
    message: z.string().max(1_000),
  }),
  /** Sent just before the runtime exits by its own will. */
  z.strictObject({
    type: z.literal('stopping'),
    code: z.enum(errorCodes),
    message: z.string().max(1_000),
    guards: guardReportSchema.optional(),
  }),
  z.strictObject({ type: z.literal('telemetry'), turns: z.array(turnTelemetrySchema).min(1).max(500) }),
  z.strictObject({ type: z.literal('status'), status: runtimeStatusSchema }),
  /** All that are open, the oldest first; what is missing has been settled. Said after each hello and at each change. */
  z.strictObject({ type: z.literal('approvals'), open: z.array(openApprovalSchema).max(1_000) }),
])

export const toRuntimeSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('apply-bundle'), generation, bundle: signedBundleSchema }),
  /** Said again after each `approvals` in which it is still open; the runtime takes the first and ignores the others. */
  z.strictObject({
    type: z.literal('approval-decided'),
    id: z.uuid(),
    decision: z.enum(['approve', 'deny']),
    person: z.string().max(254),
    note: z.string().max(2_000),
  }),
])

export type FromRuntime = z.infer<typeof fromRuntimeSchema>
export type ToRuntime = z.infer<typeof toRuntimeSchema>
export type TurnTelemetry = z.infer<typeof turnTelemetrySchema>
export type DrainingVersion = z.infer<typeof drainingVersionSchema>
export type RuntimeStatus = z.infer<typeof runtimeStatusSchema>
export type OpenApproval = z.infer<typeof openApprovalSchema>
export type ApprovalDecision = Extract<ToRuntime, { type: 'approval-decided' }>

/** The three sockets of a runtime's doors folder. */
export const doorNames = ['control', 'ingress', 'broker'] as const
export type DoorName = (typeof doorNames)[number]
export const doorSocketFile = (door: DoorName) => `${door}.sock`

/** Response header of a draining runtime: the request was not accepted and may be sent again elsewhere. */
export const drainingHeader = 'x-bulkhead-draining'
