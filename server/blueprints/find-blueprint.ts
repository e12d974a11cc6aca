import { BulkheadError } from '@/domain/errors'
import type { Transaction } from '../db/client'

export type Blueprint = { id: string; workspaceId: string; name: string; archivedAt: Date | null }

/** Row-level security makes another workspace's blueprint as absent as one that never was. */
export async function findBlueprint(tx: Transaction, id: string): Promise<Blueprint> {
  const blueprint = await tx.blueprint.findUnique({
    where: { id },
    select: { id: true, workspaceId: true, name: true, archivedAt: true },
  })
  if (blueprint === null) throw new BulkheadError('not-found', 'There is no such blueprint in this workspace.')
  return blueprint
}

/** For what changes a blueprint: an archived one is kept as it is. */
export async function findActiveBlueprint(tx: Transaction, id: string): Promise<Blueprint> {
  const blueprint = await findBlueprint(tx, id)
  if (blueprint.archivedAt === null) return blueprint
  throw new BulkheadError('conflict', `“${blueprint.name}” is archived and cannot be changed.`)
}
