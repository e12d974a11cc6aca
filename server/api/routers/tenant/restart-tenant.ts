import { everyTeamRole } from '@/server/accounts/roles'
import { requestRestart } from '@/server/runtimes/request-restart'
import { findTenant } from '@/server/tenants/find-tenant'
import { tenantSlugInput } from '../../inputs'
import { teamProcedure } from '../../procedures'

export const restartTenantProcedure = teamProcedure(everyTeamRole)
  .input(tenantSlugInput)
  .mutation(async ({ ctx: { tx, announce }, input }) => {
    const tenant = await findTenant(tx, input.slug)
    await requestRestart(tx, { tenantId: tenant.id })
    announce('runtime', tenant.id)
  })
