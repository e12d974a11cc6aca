import type { SqlTransaction } from '@/server/db/sql'

export type RuntimeOwner = { workspaceId: string; tenantId: string }

/** Whose runtime is this? By its strand, the one thing that the controller sees without knowing the workspace. */
export async function findRuntimeOwner(db: SqlTransaction, runtimeId: string): Promise<RuntimeOwner | null> {
  return (await findRuntimeOwners(db, [runtimeId])).get(runtimeId) ?? null
}

export async function findRuntimeOwners(
  db: SqlTransaction,
  runtimeIds: readonly string[],
): Promise<Map<string, RuntimeOwner>> {
  const rows = await db.$queryRaw<(RuntimeOwner & { runtimeId: string })[]>`
    SELECT subject_id AS "runtimeId", workspace_id AS "workspaceId", tenant_id AS "tenantId" FROM strand
    WHERE machine = 'runtime-lifecycle' AND subject_id = ANY(${runtimeIds}::uuid[]) AND tenant_id IS NOT NULL`
  return new Map(rows.map(({ runtimeId, workspaceId, tenantId }) => [runtimeId, { workspaceId, tenantId }]))
}
