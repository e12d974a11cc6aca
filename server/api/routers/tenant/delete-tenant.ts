import { z } from 'zod'
import { deleteTenant } from '@/server/tenants/delete-tenant'
import { tenantSlugInput } from '../../inputs'
import { teamProcedure } from '../../procedures'

export const deleteTenantProcedure = teamProcedure(['owner', 'operator'])
  .input(tenantSlugInput.extend({ confirm: z.string().max(80) }))
  .mutation(async ({ ctx: { tx, announce }, input }) => {
    const { tenantId } = await deleteTenant(tx, input)
    announce('runtime', tenantId)
  })
