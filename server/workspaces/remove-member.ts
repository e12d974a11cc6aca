import { BulkheadError } from '@/domain/errors'
import type { Transaction } from '../db/client'
import { refuseLastOwner } from './memberships'

/** Ends a membership. It is looked up anew with every request, so open sessions see nothing more from now on. */
export async function removeMember(tx: Transaction, membershipId: string): Promise<void> {
  const membership = await tx.membership.findUnique({
    where: { id: membershipId },
    select: { role: true, workspaceId: true },
  })
  if (membership === null) throw new BulkheadError('not-found', 'This person is not a member any more.')
  if (membership.role === 'owner') await refuseLastOwner(tx, membership.workspaceId)
  await tx.membership.deleteMany({ where: { id: membershipId } })
}
