import { z } from 'zod'
import { blockIdSchema, blockSchema, endpointSchema, handlingSchema } from '../blueprint/document'
import { manifestSchema } from '../blueprint/manifest'

/** One block of the plan, with where each of its output ports leads. */
export const planStepSchema = z.strictObject({
  id: blockIdSchema,
  kind: z.string(),
  label: z.string(),
  config: blockSchema.shape.config,
  /** Output port name → the ends that it feeds, in a fixed order. */
  next: z.record(z.string(), z.array(endpointSchema)),
  /** The innermost loop in whose body the block stands; absent outside of loops. */
  region: blockIdSchema.optional(),
  handling: handlingSchema.optional(),
})

const slotValuesSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))

/** A version of another blueprint that steps call, by `subflowKey`. */
export const subflowPlanSchema = z.strictObject({
  name: z.string(),
  version: z.int().positive(),
  triggers: z.array(blockIdSchema).min(1),
  steps: z.array(planStepSchema),
  slots: slotValuesSchema,
})

/**
 * What `compile(version, tenant)` yields and a runtime executes. `steps` stand in topological order: a step runs when
 * at least one edge into it was taken in this run, so joins need no block of their own and each step runs at most once,
 * or once for each item of the loop in whose body it stands.
 */
export const bundleSchema = z.strictObject({
  format: z.literal(1),
  workspaceId: z.uuid(),
  tenant: z.strictObject({ id: z.uuid(), slug: z.string(), name: z.string() }),
  blueprint: z.strictObject({ id: z.uuid(), name: z.string(), version: z.int().positive(), digest: z.string() }),
  /** A builder tries a draft out with it: `version` is the number that the draft would get, and content is shown to them. */
  preview: z.literal(true).optional(),
  /** Without the secret ones. */
  slots: slotValuesSchema,
  sessions: z.enum(['finish', 'move']),
  triggers: z.array(blockIdSchema).min(1),
  steps: z.array(planStepSchema),
  subflows: z.record(z.string(), subflowPlanSchema).optional(),
  manifest: manifestSchema,
})

export type Bundle = z.infer<typeof bundleSchema>
export type PlanStep = z.infer<typeof planStepSchema>
export type SubflowPlan = z.infer<typeof subflowPlanSchema>

export const bundleLimits = { payloadBytes: 4_000_000 } as const

/**
 * A bundle as it travels and is stored. `payload` is the canonical JSON of a `Bundle`; `signature` is Ed25519 over its
 * UTF-8 bytes, base64; `digest` is `sha256:<hex>` of the same bytes.
 */
export const signedBundleSchema = z.strictObject({
  payload: z.string().max(bundleLimits.payloadBytes),
  digest: z.string().regex(/^sha256:[0-9a-f]{64}$/),
  signature: z.base64(),
})

export type SignedBundle = z.infer<typeof signedBundleSchema>
