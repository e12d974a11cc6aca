import { randomUUID } from 'node:crypto'
import type { SqlTransaction } from '@/server/db/sql'

/** The channel on which workers hear that a strand is due. A hint only: they poll as well. */
export const strandChannel = 'bulkhead_strand'

export type NewStrand = {
  machine: string
  /** What it works on: a rollout, a rollout target, a runtime. One strand per machine and subject. */
  subjectId: string
  workspaceId: string
  tenantId?: string
  parentId?: string
  label: string
  state?: Readonly<Record<string, unknown>>
}

/** Names strands without their id: by subject, or every unfinished one of a tenant. */
export type StrandSelector = { machine: string; subjectId: string } | { machine: string; tenantId: string }

/** Starts a durable machine with the caller's transaction: it exists if, and only if, that commits. */
export async function createStrand(tx: SqlTransaction, strand: NewStrand): Promise<void> {
  await insertStrands(tx, [strand])
  await notifyWorkers(tx)
}

/** Wakes a strand at once. One that is running now runs again afterwards, so that no change goes unseen. */
export async function nudgeStrand(tx: SqlTransaction, strand: { machine: string; subjectId: string }): Promise<void> {
  await tx.$executeRaw`UPDATE strand SET wake_at = now()
    WHERE machine = ${strand.machine} AND subject_id = ${strand.subjectId}::uuid AND finished_at IS NULL`
  await notifyWorkers(tx)
}

/** Repeating it is harmless: a strand that exists stays as it is. */
export async function insertStrands(tx: SqlTransaction, strands: readonly NewStrand[]): Promise<void> {
  const rows = strands.map((strand) => ({
    id: randomUUID(),
    workspace_id: strand.workspaceId,
    tenant_id: strand.tenantId,
    machine: strand.machine,
    subject_id: strand.subjectId,
    parent_id: strand.parentId,
    label: strand.label,
    state: strand.state ?? {},
  }))
  await tx.$executeRaw`
    INSERT INTO strand (id, workspace_id, tenant_id, machine, subject_id, parent_id, label, state)
    SELECT id, workspace_id, tenant_id, machine, subject_id, parent_id, label, state
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS new (id uuid, workspace_id uuid, tenant_id uuid,
      machine text, subject_id uuid, parent_id uuid, label text, state jsonb)
    ON CONFLICT (machine, subject_id) DO NOTHING`
}

/**
 * One statement for many strands: for a process that works on strands itself, and so needs no notification. Whoever
 * locks several strands does so in the order of their ids; so nobody waits for each other in a circle.
 */
export async function wakeStrands(db: SqlTransaction, selectors: readonly StrandSelector[]): Promise<void> {
  const bySubject = selectors.filter((selector) => 'subjectId' in selector)
  const byTenant = selectors.filter((selector) => 'tenantId' in selector)
  await db.$executeRaw`
    WITH named AS (
      SELECT s.id FROM unnest(${bySubject.map((one) => one.machine)}::text[],
        ${bySubject.map((one) => one.subjectId)}::uuid[]) AS one (machine, subject_id)
      JOIN strand s ON s.machine = one.machine AND s.subject_id = one.subject_id
      UNION SELECT s.id FROM unnest(${byTenant.map((one) => one.machine)}::text[],
        ${byTenant.map((one) => one.tenantId)}::uuid[]) AS one (machine, tenant_id)
      JOIN strand s ON s.machine = one.machine AND s.tenant_id = one.tenant_id)
    UPDATE strand s SET wake_at = now()
    FROM (SELECT id FROM strand WHERE id IN (SELECT id FROM named) AND finished_at IS NULL ORDER BY id FOR UPDATE) chosen
    WHERE s.id = chosen.id`
}

async function notifyWorkers(tx: SqlTransaction): Promise<void> {
  await tx.$executeRaw`SELECT pg_notify(${strandChannel}, '')`
}
