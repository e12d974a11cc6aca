import { z } from 'zod'
import { policyRuleSchema } from '../policy/rule'

/** `https://api.example.com`: scheme, host and port, as `URL.origin` writes them. */
const originSchema = z.string().max(300)

const current = z.strictObject({
  format: z.literal(2),
  /** `default` stands for the model that the workspace's provider names as its default. */
  models: z.array(z.string().min(1).max(120)).max(50),
  embeddings: z.boolean(),
  transcription: z.boolean(),
  /** Skill → its actions that may be called. */
  skills: z.record(z.string(), z.array(z.string())),
  /** Origins that may be called as webhooks. */
  origins: z.array(originSchema).max(100),
  /** Secret slot → origins of the webhooks into whose headers the broker may put its value. */
  secrets: z.record(z.string(), z.array(originSchema)),
  rules: z.array(policyRuleSchema).max(200),
  /** Slot values that rules can read; empty when there are no rules. */
  slots: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  /** Per day (UTC); absent: none. */
  limits: z.strictObject({ modelCallsPerDay: z.number().optional(), tokensPerDay: z.number().optional() }),
  /** How long calls may be made under this manifest after a newer one took its place. */
  drainHours: z.number(),
})

const first = z.strictObject({ format: z.literal(1), models: z.array(z.string().min(1).max(120)).max(50) })

export const defaultDrainHours = 24 * 30

export function emptyManifest(models: readonly string[] = []): PermissionManifest {
  return {
    format: 2,
    models: [...models],
    embeddings: false,
    transcription: false,
    skills: {},
    origins: [],
    secrets: {},
    rules: [],
    slots: {},
    limits: {},
    drainHours: 24,
  }
}

/**
 * The permission manifest: everything a bundle may reach, derived from the drawing alone. The broker refuses the rest.
 * One of the first format allows models and nothing else.
 */
export const manifestSchema = z.union([current, first.transform(({ models }) => emptyManifest(models))])

export type PermissionManifest = z.infer<typeof current>

/** What a block reaches outside its box. */
export type CapabilityUse =
  | { kind: 'model'; model: string }
  | { kind: 'embeddings' }
  | { kind: 'transcription' }
  | { kind: 'skill'; skill: string; action: string }
  | { kind: 'origin'; origin: string }
  | { kind: 'secret'; slot: string; origin: string }
