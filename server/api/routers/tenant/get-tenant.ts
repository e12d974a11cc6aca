import { everyTeamRole } from '@/server/accounts/roles'
import { readTenant } from '@/server/tenants/read-tenants'
import { withUrl } from '@/server/tenants/tenant-url'
import { tenantSlugInput } from '../../inputs'
import { teamProcedure } from '../../procedures'

export const getTenantProcedure = teamProcedure(everyTeamRole)
  .input(tenantSlugInput)
  .query(async ({ ctx: { tx, services }, input }) => withUrl(services.tenantUrl)(await readTenant(tx, input.slug)))
