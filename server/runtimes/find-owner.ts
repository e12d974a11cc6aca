import type { SqlTransaction } from '@/server/db/sql'

export type RuntimeOwner = { workspaceId: string; tenantId: string }

/** Whose runtime is this? By its strand, the one thing that the controller sees without knowing the workspace. */
export async function findRuntimeOwner(db: SqlTransaction, runtimeId: string): Promise<RuntimeOwner | null> {
  const rows = await db.$queryRaw<RuntimeOwner[]>`
    SELECT workspace_id AS "workspaceId", tenant_id AS "tenantId" FROM strand
    WHERE machine = 'runtime-lifecycle' AND subject_id = ${runtimeId}::uuid AND tenant_id IS NOT NULL`
  return rows[0] ?? null
}
