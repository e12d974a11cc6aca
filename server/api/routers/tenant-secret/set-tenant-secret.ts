import { z } from 'zod'
import { everyTeamRole } from '@/server/accounts/roles'
import { findTenant } from '@/server/tenants/find-tenant'
import { setTenantSecret } from '@/server/tenants/tenant-secrets'
import { tenantSecretInput } from '../../inputs'
import { teamProcedure } from '../../procedures'

export const setTenantSecretProcedure = teamProcedure(everyTeamRole)
  .input(tenantSecretInput.extend({ value: z.string().max(10_000) }))
  .mutation(async ({ ctx: { tx, services }, input }) => {
    const { id: tenantId, workspaceId } = await findTenant(tx, input.slug)
    const { name, value } = input
    await setTenantSecret(tx, services.wrappingKey, { workspaceId, tenantId, name, value })
  })
