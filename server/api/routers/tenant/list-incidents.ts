import { everyTeamRole } from '@/server/accounts/roles'
import { findTenant } from '@/server/tenants/find-tenant'
import { listIncidents } from '@/server/tenants/list-incidents'
import { tenantSlugInput } from '../../inputs'
import { teamProcedure } from '../../procedures'

export const listIncidentsProcedure = teamProcedure(everyTeamRole)
  .input(tenantSlugInput)
  .query(async ({ ctx: { tx }, input }) => listIncidents(tx, (await findTenant(tx, input.slug)).id))
