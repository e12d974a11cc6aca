import { z } from 'zod'
import { policyRuleSchema } from '../policy/rule'

/**
 * The blueprint document: what is drawn, and nothing of how it looks. Positions live in `layout.ts`.
 * `blocks` and `edges` are records so that a diff is a set difference and two edits of different parts merge.
 */
export const documentLimits = {
  blocks: 2_000,
  edges: 6_000,
  slots: 200,
  nameChars: 80,
  textChars: 32_000,
  /** Size of the canonical JSON, in bytes. */
  bytes: 2_000_000,
} as const

/** A block's id is also the name of its output in templates and conditions: `{{ triage.text }}`. */
export const blockIdSchema = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, 'must start with a letter and hold only a-z, 0-9 and _ (at most 40)')

export const portNameSchema = z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/, 'is not a port name')

/** What a block does when it fails. Each part may be left out: one try, the block's own time limit, no default. */
export const handlingSchema = z.strictObject({
  /** Tries after the first. */
  retries: z.int('must be a whole number').min(0, 'must be 0 or more').max(10, 'must be 10 or less').optional(),
  /** Before the first retry; doubled before each further one. */
  backOffSeconds: z.number().min(0, 'must be 0 or more').max(3_600, 'must be 3,600 or less').optional(),
  /** Of one try. */
  timeLimitSeconds: z.number().min(1, 'must be 1 or more').max(600, 'must be 600 or less').optional(),
  /** JSON that stands in for the block's main value, so that the flow goes on as if it had succeeded. */
  default: z.json().optional(),
})

export const blockSchema = z.strictObject({
  /** A kind of `block-kinds/`; unknown kinds are refused by `parseDocument`, with the block's id. */
  kind: z.string().max(40),
  /** What people call it on the canvas. */
  label: z.string().trim().min(1).max(documentLimits.nameChars),
  /** Checked by the kind's own schema; see `block-kinds/`. */
  config: z.record(z.string(), z.unknown()),
  handling: handlingSchema.optional(),
})

export const endpointSchema = z.strictObject({ block: blockIdSchema, port: portNameSchema })

export const edgeSchema = z.strictObject({ from: endpointSchema, to: endpointSchema })

export const slotTypes = ['text', 'number', 'choice', 'boolean', 'model', 'prompt', 'secret'] as const

export const slotSchema = z.strictObject({
  type: z.enum(slotTypes),
  label: z.string().trim().min(1).max(documentLimits.nameChars),
  owner: z.enum(['platform', 'builder', 'tenant']),
  required: z.boolean(),
  default: z.union([z.string().max(4_000), z.number(), z.boolean()]).optional(),
  /** For `choice` only. */
  choices: z.array(z.string().min(1).max(200)).max(50).optional(),
  /** Limits of a text or prompt, in characters; of a number, its bounds. */
  minChars: z.int().min(0).max(32_000).optional(),
  maxChars: z.int().min(1).max(32_000).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
})

export const runtimeNeedsSchema = z.strictObject({
  /** `default` is the platform's own runtime image. */
  image: z.literal('default'),
  memoryMb: z.int().min(128).max(4_096),
  cpus: z.number().min(0.25).max(4),
})

export const documentSchema = z.strictObject({
  schema: z.literal(1),
  blocks: z.record(blockIdSchema, blockSchema),
  /** Keyed by `edgeId(edge)`. */
  edges: z.record(z.string().max(200), edgeSchema),
  slots: z.record(blockIdSchema, slotSchema),
  runtime: runtimeNeedsSchema,
  policy: z.strictObject({
    /** What open sessions do when a new version arrives. */
    sessions: z.enum(['finish', 'move']),
    /** How long a version that was replaced is held for what began on it; 30 days when it is left out. */
    drainHours: z.int().min(1).max(2_160).optional(),
    /** Tried from top to bottom; the first that applies decides. Nothing applies: allowed. */
    rules: z.array(policyRuleSchema).max(50, 'at most 50 rules').optional(),
  }),
})

export type BlueprintDocument = z.infer<typeof documentSchema>
export type Block = z.infer<typeof blockSchema>
export type Edge = z.infer<typeof edgeSchema>
export type Endpoint = z.infer<typeof endpointSchema>
export type Slot = z.infer<typeof slotSchema>
export type SlotType = Slot['type']
export type Handling = z.infer<typeof handlingSchema>
export type RuntimeNeeds = z.infer<typeof runtimeNeedsSchema>

/** An edge is its two ends, so it cannot be drawn twice. */
export function edgeId(edge: Edge): string {
  return `${edge.from.block}.${edge.from.port}>${edge.to.block}.${edge.to.port}`
}

export function emptyDocument(): BlueprintDocument {
  return {
    schema: 1,
    blocks: {},
    edges: {},
    slots: {},
    runtime: { image: 'default', memoryMb: 256, cpus: 0.5 },
    policy: { sessions: 'finish' },
  }
}
