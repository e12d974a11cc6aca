import { z } from 'zod'

/** Fields that several procedures take. Every refusal reads as a sentence after the field's name. */
export const nameSchema = z.string().trim().min(1, 'must not be empty').max(80, 'must have at most 80 characters')

export const versionNumberSchema = z.int().positive()

export const tenantSlugInput = z.object({ slug: z.string().min(1).max(80) })

export const slotValuesSchema = z
  .record(z.string().max(40), z.union([z.string().max(4_000), z.number(), z.boolean()]))
  .refine((values) => Object.keys(values).length <= 200, 'may hold at most 200 values')

export const rolloutInput = z.object({
  blueprintId: z.uuid(),
  version: versionNumberSchema,
  /** `redeploy` replaces every runtime, though it may run the version already. */
  kind: z.enum(['version', 'redeploy']),
})

export const rolloutNumberInput = z.object({ number: z.int().positive() })

/** Tenants that a rollout changes at the same time, unless it says otherwise. */
export const defaultConcurrency = 20

export const approvalFilterInput = z.object({ show: z.enum(['open', 'decided']), whose: z.enum(['mine', 'all']) })
