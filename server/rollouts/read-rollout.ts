import { BulkheadError } from '@/domain/errors'
import type { Transaction } from '@/server/db/client'
import { type Draining, type KeptDraining, openDraining } from '@/server/runtimes/draining'

export const targetStates = ['pending', 'updating', 'healthy', 'failed', 'skipped'] as const
export type TargetState = (typeof targetStates)[number]
export type RolloutState = 'running' | 'succeeded' | 'failed'
export type RolloutCounts = Record<TargetState, number>

export type RolloutSummary = {
  id: string
  number: number
  blueprint: { id: string; name: string }
  version: number
  kind: 'version' | 'redeploy'
  state: RolloutState
  concurrency: number
  startedBy: string
  createdAt: Date
  finishedAt: Date | null
  counts: RolloutCounts
}

export type RolloutTargetView = {
  id: string
  tenant: { id: string; slug: string; name: string }
  state: TargetState
  path: 'hot' | 'cold' | 'none' | null
  reasonCode: string | null
  reason: string | null
  startedAt: Date | null
  finishedAt: Date | null
  /** Versions that this rollout replaced and that still finish what began on them. */
  draining: Draining[]
}

export type RolloutDetail = RolloutSummary & { targets: RolloutTargetView[] }

type SummaryRow = Omit<RolloutSummary, 'blueprint' | 'counts'> & {
  blueprintId: string
  blueprintName: string
  counts: Partial<RolloutCounts> | null
}

/** Newest first. */
export async function listRollouts(
  tx: Transaction,
  input: { blueprintId?: string; limit?: number } = {},
): Promise<RolloutSummary[]> {
  return readSummaries(tx, { number: null, blueprintId: input.blueprintId ?? null, limit: input.limit ?? 100 })
}

export async function readRollout(tx: Transaction, input: { number: number }): Promise<RolloutDetail> {
  const [summary] = await readSummaries(tx, { number: input.number, blueprintId: null, limit: 1 })
  if (summary === undefined) throw new BulkheadError('not-found', `There is no rollout #${input.number}.`)
  return { ...summary, targets: await readTargets(tx, summary) }
}

async function readSummaries(
  tx: Transaction,
  filter: { number: number | null; blueprintId: string | null; limit: number },
): Promise<RolloutSummary[]> {
  const rows = await tx.$queryRaw<SummaryRow[]>`
    SELECT r.id, r.number, r.kind, r.state, r.concurrency, r.started_by_name AS "startedBy",
      r.created_at AS "createdAt", r.finished_at AS "finishedAt", v.number AS version,
      b.id AS "blueprintId", b.name AS "blueprintName",
      (SELECT jsonb_object_agg(c.state, c.count) FROM (
        SELECT t.state, count(*)::int AS count FROM rollout_target t WHERE t.rollout_id = r.id GROUP BY t.state
      ) c) AS counts
    FROM rollout r
    JOIN blueprint_version v ON v.id = r.version_id
    JOIN blueprint b ON b.id = r.blueprint_id
    WHERE (${filter.number}::int IS NULL OR r.number = ${filter.number}::int)
      AND (${filter.blueprintId}::uuid IS NULL OR r.blueprint_id = ${filter.blueprintId}::uuid)
    ORDER BY r.number DESC
    LIMIT ${filter.limit}`
  return rows.map(({ blueprintId, blueprintName, counts, ...row }) => ({
    ...row,
    blueprint: { id: blueprintId, name: blueprintName },
    counts: { pending: 0, updating: 0, healthy: 0, failed: 0, skipped: 0, ...counts },
  }))
}

/** A later rollout to the same tenant has replaced versions of its own: what drains then is not this one's. */
async function readTargets(tx: Transaction, { id, version }: RolloutSummary): Promise<RolloutTargetView[]> {
  type Row = Omit<RolloutTargetView, 'tenant' | 'draining'> & {
    tenantId: string
    slug: string
    name: string
    draining: KeptDraining[]
  }
  const rows = await tx.$queryRaw<Row[]>`
    SELECT t.id, t.state, t.path, t.reason_code AS "reasonCode", t.reason, t.started_at AS "startedAt",
      t.finished_at AS "finishedAt", n.id AS "tenantId", n.slug, n.name,
      CASE WHEN s.draining IS NULL OR s.draining = '[]' OR t.state <> 'healthy' OR r.observed_version IS DISTINCT FROM ${version}::int
        OR EXISTS (SELECT FROM rollout_target later WHERE later.tenant_id = t.tenant_id
          AND later.state = 'healthy' AND later.started_at > t.started_at)
        THEN '[]' ELSE s.draining END AS draining
    FROM rollout_target t
    JOIN tenant n ON n.id = t.tenant_id
    LEFT JOIN runtime r ON r.tenant_id = t.tenant_id
    LEFT JOIN runtime_status s ON s.tenant_id = t.tenant_id
    WHERE t.rollout_id = ${id}::uuid
    ORDER BY n.slug`
  return rows.map(({ tenantId, slug, name, draining, ...row }) => ({
    ...row,
    tenant: { id: tenantId, slug, name },
    draining: openDraining(draining),
  }))
}
