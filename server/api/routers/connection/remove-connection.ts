import { everyTeamRole } from '@/server/accounts/roles'
import { removeConnection } from '@/server/connections/connections'
import { findTenantOrPreview } from '@/server/tenants/find-tenant'
import { connectionInput } from '../../inputs'
import { teamProcedure } from '../../procedures'

export const removeConnectionProcedure = teamProcedure(everyTeamRole)
  .input(connectionInput)
  .mutation(async ({ ctx: { tx }, input }) => {
    await removeConnection(tx, (await findTenantOrPreview(tx, input.slug)).id, input.skill)
  })
