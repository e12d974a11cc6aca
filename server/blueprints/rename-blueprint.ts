import type { Transaction } from '../db/client'
import { findActiveBlueprint } from './find-blueprint'

export async function renameBlueprint(tx: Transaction, input: { id: string; name: string }): Promise<void> {
  await findActiveBlueprint(tx, input.id)
  await tx.blueprint.update({ where: { id: input.id }, data: { name: input.name }, select: { id: true } })
}
