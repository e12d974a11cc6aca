import type { Transaction } from '../db/client'

/** Whoever changes what belongs to a blueprint as a whole waits here for the one who is doing so. */
export async function lockDraft(tx: Transaction, blueprintId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM blueprint_draft WHERE blueprint_id = ${blueprintId}::uuid FOR UPDATE`
}
