import { BulkheadError } from '@/domain/errors'
import type { Transaction } from '@/server/db/client'
import { nudgeStrand } from '@/server/durable/strands'

/** Asks for one tenant's runtime to be stopped and started. Two requests before the first is met are one restart. */
export async function requestRestart(tx: Transaction, input: { tenantId: string }): Promise<void> {
  const runtime = await tx.runtime.findFirst({
    where: { tenantId: input.tenantId },
    select: { id: true, desiredState: true },
  })
  if (runtime === null) throw new BulkheadError('not-found', 'This tenant has no runtime.')
  if (runtime.desiredState === 'removed') throw new BulkheadError('conflict', 'This tenant is being deleted.')
  // The strand before the runtime, as the controller locks them: so neither waits for the other in a circle.
  await nudgeStrand(tx, { machine: 'runtime-lifecycle', subjectId: runtime.id })
  await tx.$executeRaw`UPDATE runtime SET restart_count = restart_count + 1 WHERE id = ${runtime.id}::uuid`
}
