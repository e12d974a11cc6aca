import type { Transaction } from '../db/client'

export async function readWorkspaceCounts(tx: Transaction) {
  return {
    blueprints: await tx.blueprint.count({ where: { archivedAt: null } }),
    tenants: await tx.tenant.count({ where: { kind: 'customer' } }),
    members: await tx.membership.count({ where: { tenantId: null } }),
  }
}
