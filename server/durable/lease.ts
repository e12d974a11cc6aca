import type { SqlTransaction } from '@/server/db/sql'

/** A strand that is ours to run, until its lease ends. */
export type LeasedStrand = {
  id: string
  workspaceId: string
  tenantId: string | null
  machine: string
  subjectId: string
  label: string
  state: unknown
  attempts: number
  leaseToken: string
  /** As PostgreSQL wrote it, to the microsecond: a different one at the commit means that it was woken meanwhile. */
  wakeAt: string
  deadlineInMs: number | null
}

/** Takes up to `limit` due strands in one statement, the longest due first. Two workers never get the same one. */
export async function leaseDue(
  db: SqlTransaction,
  options: { machines: readonly string[]; limit: number; leaseMs: number },
): Promise<LeasedStrand[]> {
  return db.$queryRaw<LeasedStrand[]>`
    UPDATE strand s SET lease_token = gen_random_uuid(), lease_until = now() + ${options.leaseMs} * interval '1 ms'
    FROM (
      SELECT id FROM strand
      WHERE finished_at IS NULL AND wake_at <= now() AND (lease_until IS NULL OR lease_until < now())
        AND machine = ANY (${options.machines}::text[])
      ORDER BY wake_at, id LIMIT ${options.limit} FOR UPDATE SKIP LOCKED
    ) due
    WHERE s.id = due.id
    RETURNING s.id, s.workspace_id AS "workspaceId", s.tenant_id AS "tenantId", s.machine, s.subject_id AS "subjectId",
      s.label, s.state, s.attempts, s.lease_token AS "leaseToken", s.wake_at::text AS "wakeAt",
      (extract(epoch FROM s.deadline_at - now()) * 1000)::float8 AS "deadlineInMs"`
}

/** Prolongs the leases that are still ours, and says which: the others were lost. */
export async function renewLeases(
  db: SqlTransaction,
  tokens: readonly string[],
  leaseMs: number,
): Promise<Set<string>> {
  const rows = await db.$queryRaw<{ leaseToken: string }[]>`
    UPDATE strand s SET lease_until = now() + ${leaseMs} * interval '1 ms'
    FROM (SELECT id FROM strand WHERE lease_token = ANY (${tokens}::uuid[]) AND finished_at IS NULL
      ORDER BY id FOR UPDATE) ours
    WHERE s.id = ours.id
    RETURNING s.lease_token AS "leaseToken"`
  return new Set(rows.map((row) => row.leaseToken))
}

/**
 * Ends every lease of these machines and makes every strand due. Only for whoever knows that it is the one worker left
 * (it holds the lock that the others lost): a dead predecessor's strands go on at once, with the wake-ups that died
 * with it; and should it live yet, it can commit nothing more. Returns how many leases there were.
 */
export async function takeOver(db: SqlTransaction, machines: readonly string[]): Promise<number> {
  const rows = await db.$queryRaw<{ leases: number }[]>`
    WITH taken AS (
      UPDATE strand s SET lease_token = NULL, lease_until = NULL, wake_at = now()
      FROM (SELECT id, lease_token FROM strand WHERE finished_at IS NULL AND machine = ANY (${machines}::text[])
        ORDER BY id FOR UPDATE) before
      WHERE s.id = before.id RETURNING before.lease_token)
    SELECT count(lease_token)::int AS leases FROM taken`
  return rows[0]?.leases ?? 0
}

export async function giveBack(db: SqlTransaction, strand: LeasedStrand): Promise<void> {
  await db.$executeRaw`
    UPDATE strand SET lease_token = NULL, lease_until = NULL
    WHERE id = ${strand.id}::uuid AND lease_token = ${strand.leaseToken}::uuid`
}
