import { isDeepStrictEqual } from 'node:util'
import type { Transaction } from '../db/client'
import { startRollout } from '../rollouts/start-rollout'
import type { WrappingKey } from '../vault/key-provider'
import { checkSlotValues } from './check-slot-values'
import { findTenant } from './find-tenant'
import { readTenant, type SlotValues } from './read-tenants'
import { secretNames, withSecrets } from './secret-names'
import { partSecrets, setTenantSecret } from './tenant-secrets'

export type SetSlotValues = {
  slug: string
  slotValues: SlotValues
  actor: { id: string; name: string }
  wrappingKey: WrappingKey
}

/**
 * Sets all of a tenant's slot values. A rollout of the version that it runs, to it alone, brings them into its runtime;
 * null when it has no version yet. What is given for secret slots is sealed, stays outside the runtime, and takes effect
 * at once; a secret that is not given stays as it is.
 */
export async function setSlotValues(
  tx: Transaction,
  input: SetSlotValues,
): Promise<{ tenantId: string; rollout: { id: string; number: number } | null }> {
  const tenant = await findTenant(tx, input.slug)
  const { slots, slotValues, desiredVersion } = await readTenant(tx, input.slug)
  const { open, secrets } = partSecrets(slots, input.slotValues)
  const owner = { workspaceId: tenant.workspaceId, tenantId: tenant.id }
  // What was a secret in an earlier version and is none any more is not to stand in its value's way.
  const noSecrets = Object.keys(open).filter((name) => slots[name] !== undefined)
  await tx.tenantSecret.deleteMany({ where: { tenantId: tenant.id, name: { in: noSecrets } } })
  for (const [name, value] of secrets) await setTenantSecret(tx, input.wrappingKey, { ...owner, name, value })
  checkSlotValues(slots, withSecrets(open, (await secretNames(tx, [tenant.id])).get(tenant.id)))
  await tx.tenant.update({ where: { id: tenant.id }, data: { slotValues: open }, select: { id: true } })
  const version = (await versionOnItsWay(tx, tenant.id)) ?? desiredVersion
  if (version === null || isDeepStrictEqual(slotValues, open)) {
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
