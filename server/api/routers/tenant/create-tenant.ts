import { z } from 'zod'
import { everyTeamRole } from '@/server/accounts/roles'
import { createTenant } from '@/server/tenants/create-tenant'
import { nameSchema, slotValuesSchema } from '../../inputs'
import { teamProcedure } from '../../procedures'

export const createTenantProcedure = teamProcedure(everyTeamRole)
  .input(
    z.object({
      name: nameSchema,
      slug: z.string().max(200),
      blueprintId: z.uuid(),
      slotValues: slotValuesSchema.default({}),
    }),
  )
  .mutation(async ({ ctx: { tx, member, services, announce }, input }) => {
    const { id, slug } = await createTenant(tx, {
      workspaceId: member.workspace.id,
      blueprintId: input.blueprintId,
      name: input.name,
      slug: input.slug,
      slotValues: input.slotValues,
      engine: services.engine,
      wrappingKey: services.wrappingKey,
    })
    announce('runtime', id)
    return { slug }
  })
