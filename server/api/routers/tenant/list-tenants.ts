import { everyTeamRole } from '@/server/accounts/roles'
import { listTenants } from '@/server/tenants/read-tenants'
import { withUrl } from '@/server/tenants/tenant-url'
import { teamProcedure } from '../../procedures'

export const listTenantsProcedure = teamProcedure(everyTeamRole).query(async ({ ctx: { tx, services } }) =>
  (await listTenants(tx)).map(withUrl(services.tenantUrl)),
)
