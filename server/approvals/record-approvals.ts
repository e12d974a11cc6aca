import type { OpenApproval } from '@/domain/runtime/door-messages'
import type { SqlTransaction } from '@/server/db/sql'
import type { RuntimeOwner } from '@/server/runtimes/find-owner'

/** All that one runtime has open now. */
export type ApprovalReport = { runtimeId: string; owner: RuntimeOwner; open: readonly OpenApproval[] }

export type RecordedApprovals = {
  /** Tenants whose inbox is another one now. */
  changed: string[]
  /** Runtime → how many of its questions were not taken: ids of another tenant, or more than a day may bring. */
  ignored: Map<string, number>
}

/** New questions of one tenant in one day: far above what people could answer. */
const mostPerDay = 5_000
const dayMs = 86_400_000
/** The blueprint allows ninety days. */
const furthestMs = 100 * dayMs

/**
 * Level-based: what is new is kept, what is missing has been settled, what came back is open again. Nothing of a
 * question changes after it was asked: what people say yes to is what they were shown.
 */
export async function recordApprovals(
  tx: SqlTransaction,
  reports: readonly ApprovalReport[],
): Promise<RecordedApprovals> {
  const now = Date.now()
  const rows = JSON.stringify(
    reports.flatMap(({ runtimeId, owner, open }) => open.map((one) => rowOf(one, { runtimeId, owner, now }))),
  )
  const runtimeIds = reports.map(({ runtimeId }) => runtimeId)
  const [added, reopened, settled, kept] = await Promise.all([
    insertNew(tx, rows),
    reopen(tx, rows),
    settleMissing(tx, rows, runtimeIds),
    countKept(tx, rows),
  ])
  return { changed: [...new Set([...added, ...reopened, ...settled])], ignored: ignoredOf(reports, kept) }
}

function rowOf(one: OpenApproval, from: { runtimeId: string; owner: RuntimeOwner; now: number }) {
  const { runtimeId, owner, now } = from
  const at = (claimed: string, latest: number) =>
    new Date(Math.min(Math.max(Date.parse(claimed), now - furthestMs), latest)).toISOString()
  return {
    id: one.id,
    workspace_id: owner.workspaceId,
    tenant_id: owner.tenantId,
    runtime_id: runtimeId,
    run_id: one.runId,
    label: plain(one.label),
    blueprint_version: Math.min(one.blueprintVersion, 2_147_483_647),
    people: one.people.map((person) => plain(person).trim().toLowerCase()),
    asked_at: at(one.askedAt, now),
    deadline_at: at(one.deadlineAt, now + furthestMs),
    subject_digest: one.subjectDigest,
    view_key: plain(one.viewKey),
  }
}

/** PostgreSQL takes no NUL. */
const plain = (text: string) => text.replaceAll('\0', '')

type Changed = { tenantId: string }[]
const tenantsOf = (rows: Changed) => rows.map(({ tenantId }) => tenantId)

async function insertNew(tx: SqlTransaction, rows: string): Promise<string[]> {
  const added = await tx.$queryRaw<Changed>`
    WITH n AS (
      SELECT * FROM jsonb_to_recordset(${rows}::jsonb) AS n (id uuid, workspace_id uuid, tenant_id uuid, runtime_id uuid,
        run_id uuid, label text, blueprint_version int, people text[], asked_at timestamptz, deadline_at timestamptz,
        subject_digest text, view_key text)),
    recent AS (
      SELECT tenant_id, count(*) AS count FROM approval
      WHERE tenant_id IN (SELECT tenant_id FROM n) AND created_at > now() - interval '1 day' GROUP BY tenant_id)
    INSERT INTO approval (id, workspace_id, tenant_id, runtime_id, run_id, label, blueprint_version, people, asked_at,
      deadline_at, subject_digest, view_key)
    SELECT n.* FROM n LEFT JOIN recent USING (tenant_id) WHERE coalesce(recent.count, 0) < ${mostPerDay}
    ON CONFLICT (id) DO NOTHING
    RETURNING tenant_id AS "tenantId"`
  return tenantsOf(added)
}

async function reopen(tx: SqlTransaction, rows: string): Promise<string[]> {
  const reopened = await tx.$queryRaw<Changed>`
    UPDATE approval a SET settled_at = NULL, state = CASE a.state WHEN 'withdrawn' THEN 'open' ELSE a.state END
    FROM jsonb_to_recordset(${rows}::jsonb) AS n (id uuid, runtime_id uuid)
    WHERE a.id = n.id AND a.runtime_id = n.runtime_id AND a.settled_at IS NOT NULL
    RETURNING a.tenant_id AS "tenantId"`
  return tenantsOf(reopened)
}

/** Clocks differ a little: a runtime may be at a deadline some seconds before us. */
async function settleMissing(tx: SqlTransaction, rows: string, runtimeIds: string[]): Promise<string[]> {
  const settled = await tx.$queryRaw<Changed>`
    UPDATE approval a SET settled_at = now(), state = CASE
      WHEN a.state <> 'open' THEN a.state
      WHEN a.deadline_at <= now() + interval '10 seconds' THEN 'expired'
      ELSE 'withdrawn' END
    WHERE a.runtime_id = ANY(${runtimeIds}::uuid[]) AND a.settled_at IS NULL AND NOT EXISTS (
      SELECT FROM jsonb_to_recordset(${rows}::jsonb) AS n (id uuid, runtime_id uuid)
      WHERE n.id = a.id AND n.runtime_id = a.runtime_id)
    RETURNING a.tenant_id AS "tenantId"`
  return tenantsOf(settled)
}

type Kept = { runtimeId: string; count: number }

function countKept(tx: SqlTransaction, rows: string): Promise<Kept[]> {
  return tx.$queryRaw<Kept[]>`
    SELECT n.runtime_id AS "runtimeId", count(*)::int AS count
    FROM (SELECT DISTINCT id, runtime_id FROM jsonb_to_recordset(${rows}::jsonb) AS n (id uuid, runtime_id uuid)) n
    JOIN approval a ON a.id = n.id AND a.runtime_id = n.runtime_id GROUP BY n.runtime_id`
}

function ignoredOf(reports: readonly ApprovalReport[], kept: readonly Kept[]): Map<string, number> {
  const known = new Map(kept.map(({ runtimeId, count }) => [runtimeId, count]))
  const counts = reports.map(({ runtimeId, open }) => {
    const told = new Set(open.map(({ id }) => id)).size
    return [runtimeId, told - (known.get(runtimeId) ?? 0)] as const
  })
  return new Map(counts.filter(([, count]) => count > 0))
}
