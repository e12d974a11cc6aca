import { BulkheadError } from '@/domain/errors'
import type { Transaction } from '../db/client'
import { nudgeStrand } from '../durable/strands'
import { findTenant } from './find-tenant'

/**
 * Destroys the tenant's key, connections and secrets at once, so that nothing sealed for it can be opened and nothing is
 * done in its name again, and asks for its runtime to be removed. The controller removes the runtime with its data, and
 * then the tenant's rows.
 */
export async function deleteTenant(
  tx: Transaction,
  input: { slug: string; confirm: string },
): Promise<{ tenantId: string }> {
  if (input.confirm !== input.slug) {
    throw new BulkheadError('bad-input', `Type “${input.slug}” to confirm: this cannot be undone.`, {
      details: { problems: [{ path: 'confirm', message: 'does not match the slug' }] },
    })
  }
  const tenant = await findTenant(tx, input.slug)
  const where = { tenantId: tenant.id }
  const runtime = await tx.runtime.findUniqueOrThrow({ where, select: { id: true } })
  // The strand before the runtime, as the controller locks them.
  await nudgeStrand(tx, { machine: 'runtime-lifecycle', subjectId: runtime.id })
  await tx.tenantKey.deleteMany({ where })
  await tx.connection.deleteMany({ where })
  await tx.tenantSecret.deleteMany({ where })
  await tx.runtime.updateMany({ where, data: { desiredState: 'removed', desiredGeneration: { increment: 1 } } })
  return { tenantId: tenant.id }
}
