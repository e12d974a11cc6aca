import { everyTeamRole } from '@/server/accounts/roles'
import { askForCheck } from '@/server/connections/connections'
import { findTenantOrPreview } from '@/server/tenants/find-tenant'
import { connectionInput } from '../../inputs'
import { teamProcedure } from '../../procedures'

/** Asks the broker; what it finds is told by `connection.list`. */
export const testConnectionProcedure = teamProcedure(everyTeamRole)
  .input(connectionInput)
  .mutation(async ({ ctx: { tx }, input }) => {
    const { id: tenantId, workspaceId } = await findTenantOrPreview(tx, input.slug)
    await askForCheck(tx, { workspaceId, tenantId, skill: input.skill })
  })
