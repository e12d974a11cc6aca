import type { RuntimeStatus } from '@/domain/runtime/door-messages'
import type { SqlTransaction } from '@/server/db/sql'
import type { RuntimeOwner } from './find-owner'

export type StatusReport = { owner: RuntimeOwner; status: RuntimeStatus }

/** What runtimes have in hand, by their own last word, and when they said it. */
export async function recordStatus(tx: SqlTransaction, reports: readonly StatusReport[]): Promise<void> {
  const rows = reports.map(({ owner, status }) => ({
    tenant_id: owner.tenantId,
    workspace_id: owner.workspaceId,
    wake_at: status.wakeAt === null ? null : storable(status.wakeAt),
    running: count(status.running),
    waiting: count(status.waiting),
    draining: status.draining.map(({ version, sessions, runs, until }) => ({
      version: count(version),
      sessions: count(sessions),
      runs: count(runs),
      until: storable(until),
    })),
  }))
  await tx.$executeRaw`
    INSERT INTO runtime_status (tenant_id, workspace_id, wake_at, running, waiting, draining, status_at)
    SELECT tenant_id, workspace_id, wake_at, running, waiting, draining, now()
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n (tenant_id uuid, workspace_id uuid, wake_at timestamptz,
      running int, waiting int, draining jsonb)
    ON CONFLICT (tenant_id) DO UPDATE SET wake_at = excluded.wake_at, running = excluded.running,
      waiting = excluded.waiting, draining = excluded.draining, status_at = excluded.status_at`
}

/** What a runtime says is a claim: no number and no year of it may break the statement that its neighbours are in. */
const count = (claimed: number) => Math.min(claimed, 2_147_483_647)
const firstDay = Date.UTC(2000, 0)
const storable = (claimed: string) => new Date(Math.max(Date.parse(claimed), firstDay)).toISOString()
