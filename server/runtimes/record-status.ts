import type { RuntimeStatus } from '@/domain/runtime/door-messages'
import type { SqlTransaction } from '@/server/db/sql'
import type { RuntimeOwner } from './find-owner'

export type StatusReport = { owner: RuntimeOwner; status: RuntimeStatus }

/**
 * What runtimes have in hand, by their own last word, and when they said it; with the keys to their documents
 * and of previews, which are written without being read.
 */
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
    documents_key: storableKey(status.documentsKey),
    preview_key: storableKey(status.previewKey),
  }))
  // An upsert would have to read the key that it replaces.
  await tx.$executeRaw`
    MERGE INTO runtime_status s
    USING jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n (tenant_id uuid, workspace_id uuid, wake_at timestamptz,
      running int, waiting int, draining jsonb, documents_key text, preview_key text)
    ON s.tenant_id = n.tenant_id
    WHEN MATCHED THEN UPDATE SET wake_at = n.wake_at, running = n.running, waiting = n.waiting, draining = n.draining,
      documents_key = n.documents_key, preview_key = n.preview_key, status_at = now()
    WHEN NOT MATCHED THEN
      INSERT (tenant_id, workspace_id, wake_at, running, waiting, draining, documents_key, preview_key, status_at)
      VALUES (n.tenant_id, n.workspace_id, n.wake_at, n.running, n.waiting, n.draining, n.documents_key, n.preview_key, now())`
}

/** What a runtime says is a claim: no number and no year of it may break the statement that its neighbours are in. */
const count = (claimed: number) => Math.min(claimed, 2_147_483_647)
const firstDay = Date.UTC(2000, 0)
const storable = (claimed: string) => new Date(Math.max(Date.parse(claimed), firstDay)).toISOString()
/** As runtimes make them. Anything else opens nothing, and could stand in an error of the database. */
const storableKey = (claimed: string | undefined) =>
  claimed !== undefined && /^[\w-]{22,64}$/.test(claimed) ? claimed : null
