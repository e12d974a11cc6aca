import { randomUUID } from 'node:crypto'
import type { Prisma } from '@/generated/prisma/client'
import type { Transaction } from '@/server/db/client'

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
  state?: Prisma.InputJsonObject
}

/** Names strands without their id: by subject, or every unfinished one of a tenant. */
export type StrandSelector = { machine: string; subjectId: string } | { machine: string; tenantId: string }

/** Starts a durable machine with the caller's transaction: it exists if, and only if, that commits. */
export async function createStrand(tx: Transaction, strand: NewStrand): Promise<void> {
  await insertStrands(tx, [strand])
  await notifyWorkers(tx)
}

/** Wakes a strand at once. One that is running now runs again afterwards, so that no change goes unseen. */
export async function nudgeStrand(tx: Transaction, strand: { machine: string; subjectId: string }): Promise<void> {
  await tx.$executeRaw`UPDATE strand SET wake_at = now()
    WHERE machine = ${strand.machine} AND subject_id = ${strand.subjectId}::uuid AND finished_at IS NULL`
  await notifyWorkers(tx)
}

/** Repeating it is harmless: a strand that exists stays as it is. */
export async function insertStrands(tx: Transaction, strands: readonly NewStrand[]): Promise<void> {
  await tx.strand.createMany({
    data: strands.map((strand) => ({
      id: randomUUID(),
      workspaceId: strand.workspaceId,
      tenantId: strand.tenantId ?? null,
      machine: strand.machine,
      subjectId: strand.subjectId,
      parentId: strand.parentId ?? null,
      label: strand.label,
      state: strand.state ?? {},
    })),
    skipDuplicates: true,
  })
}

/** One statement for many strands: for a process that works on strands itself, and so needs no notification. */
export async function wakeStrands(db: Transaction, selectors: readonly StrandSelector[]): Promise<void> {
  const bySubject = selectors.filter((selector) => 'subjectId' in selector)
  const byTenant = selectors.filter((selector) => 'tenantId' in selector)
  if (bySubject.length > 0) {
    await db.$executeRaw`UPDATE strand s SET wake_at = now()
      FROM unnest(${bySubject.map((s) => s.machine)}::text[], ${bySubject.map((s) => s.subjectId)}::uuid[])
        AS w (machine, subject_id)
      WHERE s.machine = w.machine AND s.subject_id = w.subject_id AND s.finished_at IS NULL`
  }
  if (byTenant.length > 0) {
    await db.$executeRaw`UPDATE strand s SET wake_at = now()
      FROM unnest(${byTenant.map((s) => s.machine)}::text[], ${byTenant.map((s) => s.tenantId)}::uuid[])
        AS w (machine, tenant_id)
      WHERE s.machine = w.machine AND s.tenant_id = w.tenant_id AND s.finished_at IS NULL`
  }
}

async function notifyWorkers(tx: Transaction): Promise<void> {
  await tx.$executeRaw`SELECT pg_notify(${strandChannel}, '')`
}
