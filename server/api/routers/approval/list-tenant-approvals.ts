import { roles } from '@/server/accounts/roles'
import { readApprovals } from '@/server/approvals/read-approvals'
import { tenantProcedure } from '../../procedures'

/** For the page of a tenant's own people: what they are asked themselves. */
export const listTenantApprovalsProcedure = tenantProcedure(roles).query(
  ({ ctx: { tx, member, services }, input: { tenant } }) =>
    readApprovals(tx, member, { show: 'open', whose: 'mine', tenant, tenantUrl: services.tenantUrl }),
)
