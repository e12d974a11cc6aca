import { isDeepStrictEqual } from 'node:util'
import type { Transaction } from '../db/client'
import { startRollout } from '../rollouts/start-rollout'
import { checkSlotValues } from './check-slot-values'
import { findTenant } from './find-tenant'
import { readTenant, type SlotValues } from './read-tenants'

export type SetSlotValues = {
  slug: string
  slotValues: SlotValues
  actor: { id: string; name: string }
}

/**
 * Sets all of a tenant's slot values. A rollout of the version that it runs, to it alone, brings them into its runtime;
 * null when it has no version yet.
 */
export async function setSlotValues(
  tx: Transaction,
  input: SetSlotValues,
): Promise<{ tenantId: string; rollout: { id: string; number: number } | null }> {
  const tenant = await findTenant(tx, input.slug)
  const { slots, slotValues, desiredVersion } = await readTenant(tx, input.slug)
  checkSlotValues(slots, input.slotValues)
  await tx.tenant.update({ where: { id: tenant.id }, data: { slotValues: input.slotValues }, select: { id: true } })
  const version = (await versionOnItsWay(tx, tenant.id)) ?? desiredVersion
  if (version === null || isDeepStrictEqual(slotValues, input.slotValues)) {
    return { tenantId: tenant.id, rollout: null }
  }
  const rollout = await startRollout(tx, {
    workspaceId: tenant.workspaceId,
    blueprintId: tenant.blueprintId,
    versionNumber: version,
    kind: 'version',
    concurrency: 1,
    actor: input.actor,
    tenantIds: [tenant.id],
  })
  return { tenantId: tenant.id, rollout }
}

/** The rollout that we start overtakes one that is under way, and so must not take the tenant back from its version. */
async function versionOnItsWay(tx: Transaction, tenantId: string): Promise<number | undefined> {
  const rows = await tx.$queryRaw<{ number: number }[]>`
    SELECT v.number FROM rollout_target t
    JOIN rollout r ON r.id = t.rollout_id
    JOIN blueprint_version v ON v.id = r.version_id
    WHERE t.tenant_id = ${tenantId}::uuid AND t.state IN ('pending', 'updating')
    ORDER BY r.number DESC LIMIT 1`
  return rows[0]?.number
}
