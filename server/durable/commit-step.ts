import type { SqlTransaction } from '@/server/db/sql'
import type { SqlDatabase } from '@/server/db/sql-database'
import type { LeasedStrand } from './lease'
import type { Machine } from './machine'
import type { Outcome } from './outcome'

/** Somebody else has the strand now: nothing of this step is kept. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost'
}

/** How a strand is to be after a step; times are from now on. */
type Change = {
  label: string
  state: unknown
  wakeInMs: number
  /** null: none; undefined: as it was. */
  deadlineInMs: number | null | undefined
  attempts: number
  lastError: string | null
  finished: Record<string, unknown> | null
}

export type Committed = {
  /** To go on with at once, under the same lease. */
  next: LeasedStrand | null
  /** It was given back, and is due already. */
  wokenMeanwhile: boolean
}

/** What is to be kept of one step: how its strand goes on, and what is written beside it. */
export type StepResult = { strand: LeasedStrand; change: Change; write?: (tx: SqlTransaction) => Promise<void> }

export function afterOutcome(machine: Machine, strand: LeasedStrand, outcome: Outcome<string, unknown>): StepResult {
  const change = toChange(machine, strand, outcome)
  return { strand, change, ...(outcome.commit === undefined ? {} : { write: outcome.commit }) }
}

/** After an exception: the same label again, later. */
export function afterFailure(strand: LeasedStrand, failure: { message: string; retryInMs: number }): StepResult {
  const { label, state } = strand
  const lastError = failure.message.slice(0, 2_000)
  const attempts = strand.attempts + 1
  return {
    strand,
    change: { label, state, wakeInMs: failure.retryInMs, deadlineInMs: undefined, attempts, lastError, finished: null },
  }
}

/**
 * Keeps the results of steps of one workspace, each on condition that its lease is still ours, and all of them
 * together: one transaction. Throws, and has kept nothing, when a write fails. `LeaseLost` takes the place of a result
 * that was not kept.
 */
export async function commitTogether(
  db: SqlDatabase,
  workspaceId: string,
  results: readonly StepResult[],
): Promise<(Committed | LeaseLost)[]> {
  if (results.every((result) => result.write === undefined)) return apply(db, results)
  return db.inScope({ workspaceId }, async (tx) => {
    const committed = await apply(tx, results)
    await Promise.all(results.map(({ write }, index) => committed[index] instanceof LeaseLost || write?.(tx)))
    return committed
  })
}

function toChange(machine: Machine, strand: LeasedStrand, outcome: Outcome<string, unknown>): Change {
  const same = { label: strand.label, state: strand.state, attempts: 0, lastError: null, finished: null }
  switch (outcome.kind) {
    case 'hop': {
      const deadlineInMs =
        outcome.label === strand.label ? undefined : (machine.deadlineOf(outcome.label)?.afterMs ?? null)
      const state = outcome.state ?? strand.state
      return { ...same, label: outcome.label, state, wakeInMs: outcome.afterMs, deadlineInMs }
    }
    case 'nap':
      return { ...same, state: outcome.state ?? strand.state, wakeInMs: outcome.ms, deadlineInMs: undefined }
    case 'done':
      return { ...same, wakeInMs: 0, deadlineInMs: null, finished: outcome.outcome }
    case 'fail': {
      const finished = { failed: { code: outcome.code, message: outcome.message } }
      return { ...same, wakeInMs: 0, deadlineInMs: null, finished, lastError: outcome.message }
    }
  }
}

/** The lease is kept when the next step can run at once. */
const keepsLease = (change: Change) => change.finished === null && change.wakeInMs <= 0

type Kept = { id: string; wakeAt: string; deadlineInMs: number | null; due: boolean }

/**
 * One statement for all. A strand that was woken since it was leased keeps that wake-up, so that no change goes unseen.
 * Rows are locked in the order of their ids, as everywhere.
 */
async function apply(db: SqlTransaction, results: readonly StepResult[]): Promise<(Committed | LeaseLost)[]> {
  const kept = await db.$queryRaw<Kept[]>`
    UPDATE strand s SET label = c.label, state = c.state, attempts = c.attempts, last_error = c.last_error,
      outcome = c.outcome, finished_at = CASE WHEN c.finished THEN now() END,
      deadline_at = CASE WHEN c.same_deadline THEN s.deadline_at ELSE now() + c.deadline_ms * interval '1 ms' END,
      wake_at = CASE WHEN s.wake_at = c.wake_at
        THEN least(now() + c.wake_ms * interval '1 ms',
          CASE WHEN c.same_deadline THEN s.deadline_at ELSE now() + c.deadline_ms * interval '1 ms' END)
        ELSE least(s.wake_at, now()) END,
      lease_token = CASE WHEN c.keeps_lease THEN s.lease_token END,
      lease_until = CASE WHEN c.keeps_lease THEN s.lease_until END
    FROM jsonb_to_recordset(${JSON.stringify(results.map(toRow))}::jsonb) AS c (id uuid, lease_token uuid, label text,
      state jsonb, attempts int, last_error text, outcome jsonb, finished boolean, same_deadline boolean,
      deadline_ms float8, wake_at timestamptz, wake_ms float8, keeps_lease boolean)
    JOIN (SELECT id FROM strand WHERE id = ANY (${results.map(({ strand }) => strand.id)}::uuid[])
      ORDER BY id FOR UPDATE) locked ON locked.id = c.id
    WHERE s.id = c.id AND s.lease_token = c.lease_token AND s.finished_at IS NULL
    RETURNING s.id, s.wake_at::text AS "wakeAt", s.finished_at IS NULL AND s.wake_at <= now() AS due,
      (extract(epoch FROM s.deadline_at - now()) * 1000)::float8 AS "deadlineInMs"`
  const byId = new Map(kept.map((row) => [row.id, row]))
  return results.map((result) => toCommitted(result, byId.get(result.strand.id)))
}

function toRow({ strand, change }: StepResult): Record<string, unknown> {
  return {
    id: strand.id,
    lease_token: strand.leaseToken,
    label: change.label,
    state: change.state,
    attempts: change.attempts,
    last_error: change.lastError,
    outcome: change.finished,
    finished: change.finished !== null,
    same_deadline: change.deadlineInMs === undefined,
    deadline_ms: change.deadlineInMs ?? null,
    wake_at: strand.wakeAt,
    wake_ms: change.wakeInMs,
    keeps_lease: keepsLease(change),
  }
}

function toCommitted({ strand, change }: StepResult, row: Kept | undefined): Committed | LeaseLost {
  if (row === undefined) return new LeaseLost(`the lease of strand ${strand.id} was lost`)
  if (!keepsLease(change)) return { next: null, wokenMeanwhile: row.due }
  const { wakeAt, deadlineInMs } = row
  const { label, state, attempts } = change
  return { next: { ...strand, wakeAt, deadlineInMs, label, state, attempts }, wokenMeanwhile: false }
}
