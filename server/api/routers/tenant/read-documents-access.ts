import { roles } from '@/server/accounts/roles'
import { readDocumentsAccess } from '@/server/tenants/read-documents-access'
import { tenantProcedure } from '../../procedures'

/** For whoever may change the tenant, and for its own people. */
export const readDocumentsAccessProcedure = tenantProcedure(roles).query(({ ctx: { tx, services }, input }) =>
  readDocumentsAccess(tx, input.tenant, services),
)
