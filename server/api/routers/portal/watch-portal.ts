import { roles } from '@/server/accounts/roles'
import { readPortal } from '@/server/tenants/read-portal'
import { watchTenantProcedure } from '../../procedures'
import { watch } from '../../watch'

export const watchPortalProcedure = watchTenantProcedure(roles).subscription(({ ctx, input, signal }) =>
  watch({ ...ctx, signal, topic: 'runtime', read: (tx) => readPortal(tx, input.tenant, ctx.services) }),
)
