import { everyTeamRole } from '@/server/accounts/roles'
import { readTenant } from '@/server/tenants/read-tenants'
import { withUrl } from '@/server/tenants/tenant-url'
import { tenantSlugInput } from '../../inputs'
import { watchTeamProcedure } from '../../procedures'
import { watch } from '../../watch'

export const watchTenantProcedure = watchTeamProcedure(everyTeamRole)
  .input(tenantSlugInput)
  .subscription(({ ctx, input, signal }) =>
    watch({
      ...ctx,
      signal,
      topic: 'runtime',
      read: async (tx) => withUrl(ctx.services.tenantUrl)(await readTenant(tx, input.slug)),
    }),
  )
