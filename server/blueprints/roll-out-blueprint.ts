import { BulkheadError } from '@/domain/errors'
import type { Transaction } from '../db/client'
import { type StartRollout, startRollout } from '../rollouts/start-rollout'
import { findBlueprint } from './find-blueprint'

/** A rollout of one of the blueprint's versions to all of its tenants; refused where there is none to be told about. */
export async function rollOutBlueprint(tx: Transaction, input: StartRollout): Promise<{ id: string; number: number }> {
  const { name } = await findBlueprint(tx, input.blueprintId)
  if (await hasTenants(tx, input.blueprintId)) return startRollout(tx, input)
  throw new BulkheadError(
    'conflict',
    `“${name}” has no tenants yet, so there is nobody to roll out to. Create a tenant: it starts on the latest version by itself.`,
  )
}

/** Those that are being deleted do not count. */
export async function hasTenants(tx: Transaction, blueprintId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT t.id FROM tenant t JOIN runtime r ON r.tenant_id = t.id
    WHERE t.blueprint_id = ${blueprintId}::uuid AND t.kind = 'customer' AND r.desired_state = 'running' LIMIT 1`
  return rows.length > 0
}
