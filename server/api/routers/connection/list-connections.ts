import { everyTeamRole } from '@/server/accounts/roles'
import { listConnections } from '@/server/connections/connections'
import { findTenantOrPreview } from '@/server/tenants/find-tenant'
import { tenantSlugInput } from '../../inputs'
import { teamProcedure } from '../../procedures'

export const listConnectionsProcedure = teamProcedure(everyTeamRole)
  .input(tenantSlugInput)
  .query(async ({ ctx: { tx }, input }) => listConnections(tx, (await findTenantOrPreview(tx, input.slug)).id))
