import { everyTeamRole } from '@/server/accounts/roles'
import { findTenant } from '@/server/tenants/find-tenant'
import { clearTenantSecret } from '@/server/tenants/tenant-secrets'
import { tenantSecretInput } from '../../inputs'
import { teamProcedure } from '../../procedures'

export const clearTenantSecretProcedure = teamProcedure(everyTeamRole)
  .input(tenantSecretInput)
  .mutation(async ({ ctx: { tx }, input }) => {
    await clearTenantSecret(tx, (await findTenant(tx, input.slug)).id, input.name)
  })
