import { BulkheadError } from '@/domain/errors'
import type { Transaction } from '../db/client'
import { findActiveBlueprint } from './find-blueprint'

/** Puts a blueprint away. One that tenants run stays: they would be left without a next version. */
export async function archiveBlueprint(tx: Transaction, id: string): Promise<void> {
  const { name } = await findActiveBlueprint(tx, id)
  const tenants = await tx.tenant.count({ where: { blueprintId: id, kind: 'customer' } })
  if (tenants > 0) {
    const who = tenants === 1 ? 'One tenant runs' : `${tenants} tenants run`
    throw new BulkheadError('conflict', `${who} on “${name}”. Delete them first.`, { details: { tenants } })
  }
  await tx.blueprint.update({ where: { id }, data: { archivedAt: new Date() }, select: { id: true } })
}
