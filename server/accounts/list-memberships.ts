import type { Transaction } from '../db/client'
import { setScope } from '../db/scope'
import type { Role } from './roles'

export type Membership = {
  role: Role
  workspace: { slug: string; name: string }
  /** A customer's tenant; null for the team. */
  tenant: { slug: string; name: string } | null
}

/** What a person belongs to, across workspaces: each tenant's name is read in that customer's own scope. */
export async function listMemberships(tx: Transaction, personId: string): Promise<Membership[]> {
  await setScope(tx, { userId: personId })
  const rows = await tx.membership.findMany({
    where: { userId: personId },
    select: { role: true, workspaceId: true, tenantId: true },
    orderBy: { createdAt: 'asc' },
  })
  const workspaces = await tx.workspace.findMany({ select: { id: true, slug: true, name: true } })
  const byId = new Map(workspaces.map(({ id, slug, name }) => [id, { slug, name }]))
  const memberships: Membership[] = []
  for (const { role, workspaceId, tenantId } of rows) {
    const workspace = byId.get(workspaceId)
    if (workspace === undefined) continue
    const tenant = tenantId === null ? null : await readTenantName(tx, workspaceId, tenantId)
    memberships.push({ role: role as Role, workspace, tenant })
  }
  return memberships
}

async function readTenantName(tx: Transaction, workspaceId: string, tenantId: string) {
  await setScope(tx, { workspaceId, tenantId })
  return tx.tenant.findUnique({ where: { id: tenantId }, select: { slug: true, name: true } })
}
