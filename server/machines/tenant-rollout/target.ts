import type { SqlTransaction } from '@/server/db/sql'
import { together } from '@/server/durable/together'

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

/** Those that one transaction asks for at the same moment are one statement. */
export const readTarget: (tx: SqlTransaction, targetId: string) => Promise<Target | null> = together(
  async (tx, ids) => {
    const rows = await tx.$queryRaw<Target[]>`
    SELECT t.id, t.tenant_id AS "tenantId", n.name AS "tenantName", r.id AS "rolloutId", r.number AS "rolloutNumber",
      r.kind, r.version_id AS "versionId", t.generation,
      (SELECT max(later.number) FROM rollout_target other JOIN rollout later ON later.id = other.rollout_id
        WHERE other.tenant_id = t.tenant_id AND later.number > r.number) AS "overtakenBy"
    FROM rollout_target t
    JOIN rollout r ON r.id = t.rollout_id
    JOIN tenant n ON n.id = t.tenant_id
    WHERE t.id = ANY (${ids}::uuid[])`
    return ids.map((id) => rows.find((row) => row.id === id) ?? null)
  },
)

export type TargetEnd =
  | { state: 'healthy'; path?: 'none' }
  | { state: 'failed' | 'skipped'; reasonCode: string; reason: string }

export const endTarget: (tx: SqlTransaction, target: { id: string; end: TargetEnd }) => Promise<void> = together(
  async (tx, ended) => {
    const rows = ended.map(({ id, end }) => ({
      id,
      state: end.state,
      ...(end.state === 'healthy' ? { path: end.path } : { reason_code: end.reasonCode, reason: end.reason }),
    }))
    await tx.$executeRaw`
      UPDATE rollout_target t SET state = e.state, reason_code = e.reason_code, reason = e.reason,
        path = coalesce(e.path, t.path), started_at = coalesce(t.started_at, now()), finished_at = now()
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS e (id uuid, state text, path text, reason_code text, reason text)
      WHERE t.id = e.id AND t.state IN ('pending', 'updating')`
    return ended.map(() => undefined)
  },
)

export type Raise = {
  targetId: string
  runtimeId: string
  versionId: string
  bundleId: string
  documentCollections: string[]
  restarts: 0 | 1
  path: 'hot' | 'cold'
}

/** Desires the next generation of a runtime, for this target. False: it is not to run any more. */
export const raiseDesired: (tx: SqlTransaction, raise: Raise) => Promise<boolean> = together(async (tx, raises) => {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH wanted AS (SELECT * FROM jsonb_to_recordset(${JSON.stringify(raises)}::jsonb) AS w ("targetId" uuid,
        "runtimeId" uuid, "versionId" uuid, "bundleId" uuid, "documentCollections" text[], restarts int, path text)),
    raised AS (
      UPDATE runtime r SET desired_generation = r.desired_generation + 1, desired_version_id = w."versionId",
        desired_bundle_id = w."bundleId", document_collections = w."documentCollections",
        restart_count = r.restart_count + w.restarts
      FROM wanted w WHERE r.id = w."runtimeId" AND r.desired_state = 'running'
      RETURNING w."targetId", w.path, r.desired_generation)
    UPDATE rollout_target t SET state = 'updating', path = raised.path, generation = raised.desired_generation,
      started_at = now()
    FROM raised WHERE t.id = raised."targetId" RETURNING t.id`
  const raised = new Set(rows.map(({ id }) => id))
  return raises.map(({ targetId }) => raised.has(targetId))
})
