import { BulkheadError } from '@/domain/errors'
import type { Transaction } from '../db/client'
import { setScope } from '../db/scope'
import type { Role } from './roles'
import type { Person } from './session'

export type Workspace = { id: string; slug: string; name: string }
export type Member = { person: Person; role: Role; workspace: Workspace }

/**
 * Who this person is in the workspace of that name. Afterwards the transaction sees that workspace alone, and for a
 * customer their tenant in it alone. A workspace that is not theirs is not found: its name is nobody else's business.
 * With several tenants in one workspace, a customer's is the one with the slug `tenant`.
 */
export async function findMember(
  tx: Transaction,
  person: Person,
  where: { workspace: string; tenant?: string },
): Promise<Member> {
  await setScope(tx, { userId: person.id })
  const workspace = await tx.workspace.findUnique({
    where: { slug: where.workspace },
    select: { id: true, slug: true, name: true },
  })
  if (workspace === null) throw noWorkspace(where.workspace)
  const memberships = await tx.membership.findMany({
    where: { userId: person.id, workspaceId: workspace.id },
    select: { role: true, tenantId: true },
  })
  const team = memberships.find((membership) => membership.tenantId === null)
  if (team !== undefined) {
    await setScope(tx, { workspaceId: workspace.id })
    return { person, role: team.role as Role, workspace }
  }
  for (const { tenantId } of memberships) {
    if (tenantId === null) continue
    await setScope(tx, { workspaceId: workspace.id, tenantId })
    const tenant = await tx.tenant.findUnique({ where: { id: tenantId }, select: { slug: true } })
    if (where.tenant === undefined || tenant?.slug === where.tenant) return { person, role: 'customer', workspace }
  }
  if (memberships.length === 0 || where.tenant === undefined) throw noWorkspace(where.workspace)
  throw noTenant(where.tenant)
}

export function noTenant(slug: string): BulkheadError {
  return new BulkheadError('not-found', `There is no tenant “${slug}” here, or it is not yours to see.`)
}

function noWorkspace(slug: string): BulkheadError {
  return new BulkheadError('not-found', `There is no workspace “${slug}”, or you are not a member of it.`)
}
