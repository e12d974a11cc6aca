import { z } from 'zod'
import { documentLimits } from '@/domain/blueprint/document'

/** Fields that several procedures take. Every refusal reads as a sentence after the field's name. */
export const nameSchema = z.string().trim().min(1, 'must not be empty').max(80, 'must have at most 80 characters')

export const versionNumberSchema = z.int().positive()

export const tenantSlugInput = z.object({ slug: z.string().min(1).max(80) })

export const connectionInput = tenantSlugInput.extend({ skill: z.string().min(1).max(40) })

export const tenantSecretInput = tenantSlugInput.extend({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,39}$/, 'must start with a letter and hold only a-z, 0-9 and _ (at most 40)'),
})

/** A prompt may be as long as a template. */
export const slotValuesSchema = z
  .record(z.string().max(40), z.union([z.string().max(documentLimits.textChars), z.number(), z.boolean()]))
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
