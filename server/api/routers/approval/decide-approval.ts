import { z } from 'zod'
import { roles } from '@/server/accounts/roles'
import { decideApproval } from '@/server/approvals/decide-approval'
import { tenantProcedure } from '../../procedures'

export const decideApprovalProcedure = tenantProcedure(roles)
  .input(
    z.object({
      id: z.uuid(),
      decision: z.enum(['approve', 'deny']),
      note: z
        .string()
        .trim()
        .max(2_000, 'must have at most 2,000 characters')
        .refine((text) => !text.includes('\0'), 'must not hold the character NUL')
        .default(''),
    }),
  )
  .mutation(async ({ ctx: { tx, member, announce }, input: { tenant, id, decision, note } }) => {
    await decideApproval(tx, member, { tenant, id, decision, note })
    announce('approval', id)
  })
