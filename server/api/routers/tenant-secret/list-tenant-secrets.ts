import { everyTeamRole } from '@/server/accounts/roles'
import { findTenant } from '@/server/tenants/find-tenant'
import { listTenantSecrets } from '@/server/tenants/tenant-secrets'
import { tenantSlugInput } from '../../inputs'
import { teamProcedure } from '../../procedures'

export const listTenantSecretsProcedure = teamProcedure(everyTeamRole)
  .input(tenantSlugInput)
  .query(async ({ ctx: { tx }, input }) => listTenantSecrets(tx, (await findTenant(tx, input.slug)).id))
