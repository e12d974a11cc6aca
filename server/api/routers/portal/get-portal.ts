import { roles } from '@/server/accounts/roles'
import { readPortal } from '@/server/tenants/read-portal'
import { tenantProcedure } from '../../procedures'

export const getPortalProcedure = tenantProcedure(roles).query(({ ctx: { tx, services }, input }) =>
  readPortal(tx, input.tenant, services),
)
