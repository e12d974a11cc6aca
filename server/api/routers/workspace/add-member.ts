import { z } from 'zod'
import { roles } from '@/server/accounts/roles'
import { addMember } from '@/server/workspaces/add-member'
import { nameSchema } from '../../inputs'
import { teamProcedure } from '../../procedures'

const input = z
  .object({
    email: z.string().trim().toLowerCase().max(200).pipe(z.email('is not an e-mail address')),
    name: nameSchema,
    role: z.enum(roles),
    /** Slug of the tenant that a customer belongs to. */
    tenant: z.string().max(80).optional(),
  })
  .refine((member) => (member.role === 'customer') === (member.tenant !== undefined), {
    path: ['tenant'],
    message: 'is needed for a customer, and for a customer only',
  })

export const addMemberProcedure = teamProcedure(['owner'])
  .input(input)
  .mutation(({ ctx: { tx, member, services }, input }) =>
    addMember(tx, services.auth, {
      workspaceId: member.workspace.id,
      email: input.email,
      name: input.name,
      role: input.role,
      tenantSlug: input.tenant,
    }),
  )
