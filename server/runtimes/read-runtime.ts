import { type GuardReport, guardReportSchema } from '@/domain/runtime/guard-report'
import type { Transaction } from '@/server/db/client'

export type RuntimePhaseSeen =
  | 'pending'
  | 'starting'
  | 'ready'
  | 'updating'
  | 'paused'
  | 'crashed'
  | 'refused'
  | 'removed'

/** A runtime as screens show it: what is wanted, and what was seen, and when. */
export type RuntimeView = {
  id: string
  tenantId: string
  engine: string
  desiredState: 'running' | 'removed'
  desiredVersion: number | null
  phase: RuntimePhaseSeen
  reason: string | null
  version: number | null
  /** A restart or a newer generation was asked for and has not been seen yet. */
  settled: boolean
  guards: GuardReport | null
  observedAt: Date | null
  startedAt: Date | null
}

type Row = Omit<RuntimeView, 'guards'> & { guards: unknown }

/** Every runtime in scope, or those of one blueprint or one tenant. */
export async function readRuntimes(
  tx: Transaction,
  filter: { tenantId?: string; blueprintId?: string } = {},
): Promise<RuntimeView[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT r.id, r.tenant_id AS "tenantId", r.engine, r.desired_state AS "desiredState",
      v.number AS "desiredVersion", r.observed_phase AS phase, r.observed_reason AS reason,
      r.observed_version AS version, r.observed_guards AS guards, r.observed_at AS "observedAt",
      r.started_at AS "startedAt",
      (r.observed_generation >= r.desired_generation AND r.observed_restart_count >= r.restart_count) AS settled
    FROM runtime r
    JOIN tenant t ON t.id = r.tenant_id
    LEFT JOIN blueprint_version v ON v.id = r.desired_version_id
    WHERE t.kind = 'customer' AND (${filter.tenantId ?? null}::uuid IS NULL OR r.tenant_id = ${filter.tenantId ?? null}::uuid)
      AND (${filter.blueprintId ?? null}::uuid IS NULL OR t.blueprint_id = ${filter.blueprintId ?? null}::uuid)
    ORDER BY t.slug`
  return rows.map((row) => ({ ...row, guards: row.guards === null ? null : guardReportSchema.parse(row.guards) }))
}
