import { BulkheadError } from '@/domain/errors'
import type { Role } from '../accounts/roles'
import type { Transaction } from '../db/client'

export type NewMembership = { workspaceId: string; userId: string; role: Role; tenantId: string | null }

/** A person has one role in the team, and may be a customer of several tenants; being added again changes the role. */
export async function ensureMembership(tx: Transaction, membership: NewMembership): Promise<string> {
  const { workspaceId, userId, role, tenantId } = membership
  const known = await tx.membership.findFirst({
    where: { workspaceId, userId, tenantId },
    select: { id: true, role: true },
  })
  if (known === null) {
    const created = await tx.membership.create({
      data: { workspaceId, userId, role, ...(tenantId === null ? {} : { tenantId }) },
      select: { id: true },
    })
    return created.id
  }
  if (known.role !== role) {
    if (known.role === 'owner') await refuseLastOwner(tx, workspaceId)
    await tx.membership.update({ where: { id: known.id }, data: { role }, select: { id: true } })
  }
  return known.id
}

/** A workspace without an owner could never be changed again. Owners leave one after the other. */
export async function refuseLastOwner(tx: Transaction, workspaceId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`owners:${workspaceId}`}, 0))`
  const owners = await tx.membership.count({ where: { workspaceId, role: 'owner' } })
  if (owners > 1) return
  throw new BulkheadError('conflict', 'This is the last owner. Make somebody else an owner first.')
}
