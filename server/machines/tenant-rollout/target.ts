import type { Transaction } from '@/server/db/client'

/** A rollout's target, with what must be known to carry it out. */
export type Target = {
  id: string
  tenantId: string
  tenantName: string
  rolloutId: string
  rolloutNumber: number
  kind: 'version' | 'redeploy'
  versionId: string
  generation: number | null
  /** A later rollout of this tenant exists: what it wants counts. */
  overtakenBy: number | null
}

export async function readTarget(tx: Transaction, targetId: string): Promise<Target | null> {
  const rows = await tx.$queryRaw<Target[]>`
    SELECT t.id, t.tenant_id AS "tenantId", n.name AS "tenantName", r.id AS "rolloutId", r.number AS "rolloutNumber",
      r.kind, r.version_id AS "versionId", t.generation,
      (SELECT max(later.number) FROM rollout_target other JOIN rollout later ON later.id = other.rollout_id
        WHERE other.tenant_id = t.tenant_id AND later.number > r.number) AS "overtakenBy"
    FROM rollout_target t
    JOIN rollout r ON r.id = t.rollout_id
    JOIN tenant n ON n.id = t.tenant_id
    WHERE t.id = ${targetId}::uuid`
  return rows[0] ?? null
}

export type TargetEnd =
  | { state: 'healthy'; path?: 'none' }
  | { state: 'failed' | 'skipped'; reasonCode: string; reason: string }

export async function endTarget(tx: Transaction, targetId: string, end: TargetEnd): Promise<void> {
  const { code, reason } =
    end.state === 'healthy' ? { code: null, reason: null } : { code: end.reasonCode, reason: end.reason }
  const path = end.state === 'healthy' ? (end.path ?? null) : null
  await tx.$executeRaw`
    UPDATE rollout_target SET state = ${end.state}, reason_code = ${code}, reason = ${reason},
      path = coalesce(${path}, path), started_at = coalesce(started_at, now()), finished_at = now()
    WHERE id = ${targetId}::uuid AND state IN ('pending', 'updating')`
}
