import type { Database } from '@/server/db/client'

export type RuntimeOwner = { workspaceId: string; tenantId: string }

/** Whose runtime is this? By its strand, the one thing that the controller sees without knowing the workspace. */
export async function findRuntimeOwner(db: Database, runtimeId: string): Promise<RuntimeOwner | null> {
  const strand = await db.strand.findUnique({
    where: { machine_subjectId: { machine: 'runtime-lifecycle', subjectId: runtimeId } },
    select: { workspaceId: true, tenantId: true },
  })
  if (strand === null || strand.tenantId === null) return null
  return { workspaceId: strand.workspaceId, tenantId: strand.tenantId }
}
