import { everyTeamRole } from '@/server/accounts/roles'
import { listTenants } from '@/server/tenants/read-tenants'
import { withUrl } from '@/server/tenants/tenant-url'
import { watchTeamProcedure } from '../../procedures'
import { watch } from '../../watch'

export const watchTenantsProcedure = watchTeamProcedure(everyTeamRole).subscription(({ ctx, signal }) =>
  watch({
    ...ctx,
    signal,
    topic: 'runtime',
    read: async (tx) => (await listTenants(tx)).map(withUrl(ctx.services.tenantUrl)),
  }),
)
