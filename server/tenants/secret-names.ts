import type { SqlTransaction } from '../db/sql'

/** The names of the secrets that each of these tenants has set; a tenant without any is not in it. */
export async function secretNames(
  tx: SqlTransaction,
  tenantIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (tenantIds.length === 0) return new Map()
  const rows = await tx.$queryRaw<{ tenant_id: string; names: string[] }[]>`
    SELECT tenant_id, array_agg(name ORDER BY name) AS names FROM tenant_secret
    WHERE tenant_id = ANY (${[...tenantIds]}::uuid[]) GROUP BY tenant_id`
  return new Map(rows.map((row) => [row.tenant_id, row.names]))
}

/**
 * Slot values as `resolveSlots` takes them: `true` for each secret that is set. A value wins over a secret of the same
 * name, which is left from a version in which that slot was one.
 */
export function withSecrets(
  slotValues: Readonly<Record<string, unknown>>,
  names: readonly string[] = [],
): Record<string, unknown> {
  return { ...Object.fromEntries(names.map((name) => [name, true])), ...slotValues }
}
