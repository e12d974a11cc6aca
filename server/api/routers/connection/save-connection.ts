import { z } from 'zod'
import { everyTeamRole } from '@/server/accounts/roles'
import { saveConnection } from '@/server/connections/connections'
import { findTenantOrPreview } from '@/server/tenants/find-tenant'
import { connectionInput } from '../../inputs'
import { teamProcedure } from '../../procedures'

export const saveConnectionProcedure = teamProcedure(everyTeamRole)
  .input(connectionInput.extend({ values: z.record(z.string().max(40), z.string().max(4_000)) }))
  .mutation(async ({ ctx: { tx, services }, input }) => {
    const { id: tenantId, workspaceId } = await findTenantOrPreview(tx, input.slug)
    const { skill, values } = input
    await saveConnection(tx, services.wrappingKey, { workspaceId, tenantId, skill, values })
  })
