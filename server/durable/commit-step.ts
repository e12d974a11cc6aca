import type { Database, Transaction } from '@/server/db/client'
import { inScope } from '@/server/db/scope'
import type { LeasedStrand } from './lease'
import type { Machine } from './machine'
import type { Outcome } from './outcome'

/** Somebody else has the strand now: nothing of this step is kept. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost'
}

/** How a strand row is after a step: the lease is kept when the next step can run at once. */
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

/** Keeps a step's outcome and its writes, on condition that the lease is still ours. */
export async function commitStep(
  db: Database,
  machine: Machine,
  strand: LeasedStrand,
  outcome: Outcome<string, unknown>,
): Promise<Committed> {
  const change = toChange(machine, strand, outcome)
  const write = outcome.commit
  if (write === undefined) return apply(db, strand, change)
  return inScope(db, { workspaceId: strand.workspaceId }, async (tx) => {
    const next = await apply(tx, strand, change)
    await write(tx)
    return next
  })
}

/** After an exception: the same label again, later. */
export async function commitFailure(
  db: Database,
  strand: LeasedStrand,
  failure: { message: string; retryInMs: number },
): Promise<void> {
  await apply(db, strand, {
    label: strand.label,
    state: strand.state,
    wakeInMs: failure.retryInMs,
    deadlineInMs: undefined,
    attempts: strand.attempts + 1,
    lastError: failure.message.slice(0, 2_000),
    finished: null,
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

type Kept = { wakeAt: string; deadlineInMs: number | null; due: boolean }

/** A strand that was woken since it was leased keeps that wake-up, so that no change goes unseen. */
async function apply(db: Transaction, strand: LeasedStrand, change: Change): Promise<Committed> {
  const keepLease = change.finished === null && change.wakeInMs <= 0
  const state = JSON.stringify(change.state)
  const outcome = change.finished === null ? null : JSON.stringify(change.finished)
  const wake = `${change.wakeInMs} ms`
  const deadline =
    change.deadlineInMs === undefined || change.deadlineInMs === null ? null : `${change.deadlineInMs} ms`
  const rows = await db.$queryRaw<Kept[]>`
    UPDATE strand SET label = ${change.label}, state = ${state}::jsonb, attempts = ${change.attempts},
      last_error = ${change.lastError}, outcome = ${outcome}::jsonb,
      finished_at = CASE WHEN ${outcome === null} THEN NULL ELSE now() END,
      deadline_at = CASE WHEN ${change.deadlineInMs === undefined} THEN deadline_at ELSE now() + ${deadline}::interval END,
      wake_at = CASE WHEN wake_at = ${strand.wakeAt}::timestamptz
        THEN least(now() + ${wake}::interval,
          CASE WHEN ${change.deadlineInMs === undefined} THEN deadline_at ELSE now() + ${deadline}::interval END)
        ELSE least(wake_at, now()) END,
      lease_token = CASE WHEN ${keepLease} THEN lease_token ELSE NULL END,
      lease_until = CASE WHEN ${keepLease} THEN lease_until ELSE NULL END
    WHERE id = ${strand.id}::uuid AND lease_token = ${strand.leaseToken}::uuid AND finished_at IS NULL
    RETURNING wake_at::text AS "wakeAt", finished_at IS NULL AND wake_at <= now() AS due, (extract(epoch FROM deadline_at - now()) * 1000)::float8 AS "deadlineInMs"`
  const row = rows[0]
  if (row === undefined) throw new LeaseLost(`the lease of strand ${strand.id} was lost`)
  if (!keepLease) return { next: null, wokenMeanwhile: row.due }
  const { wakeAt, deadlineInMs } = row
  const { label, attempts } = change
  return { next: { ...strand, wakeAt, deadlineInMs, label, state: change.state, attempts }, wokenMeanwhile: false }
}
