import { everyTeamRole } from '@/server/accounts/roles'
import { findTenant } from '@/server/tenants/find-tenant'
import { readUsage } from '@/server/tenants/read-usage'
import { tenantSlugInput } from '../../inputs'
import { teamProcedure } from '../../procedures'

export const readUsageProcedure = teamProcedure(everyTeamRole)
  .input(tenantSlugInput)
  .query(async ({ ctx: { tx }, input }) => readUsage(tx, (await findTenant(tx, input.slug)).id))
