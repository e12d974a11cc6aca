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
])

export const toRuntimeSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('apply-bundle'), generation, bundle: signedBundleSchema }),
])

export type FromRuntime = z.infer<typeof fromRuntimeSchema>
export type ToRuntime = z.infer<typeof toRuntimeSchema>
export type TurnTelemetry = z.infer<typeof turnTelemetrySchema>

/** The three sockets of a runtime's doors folder. */
export const doorNames = ['control', 'ingress', 'broker'] as const
export type DoorName = (typeof doorNames)[number]
export const doorSocketFile = (door: DoorName) => `${door}.sock`

/** Response header of a draining runtime: the request was not accepted and may be sent again elsewhere. */
export const drainingHeader = 'x-bulkhead-draining'
