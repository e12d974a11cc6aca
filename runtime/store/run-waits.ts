import type { Wait, Wake } from '../interpreter/block-runner'
import type { StoredSignal, WaitReason } from '../runs/run-record'
import type { Statements } from './statements'

/** Everything about a question except whether it is answered. `question` never leaves the box but by its view key. */
export type StoredApproval = {
  id: string
  runId: string
  session: string
  label: string
  question: string
  people: string[]
  blueprintVersion: number
  subject: string | null
  since: number
  until: number
  viewKey: string
}

export type NewWait = {
  run: number
  step: string
  label: string
  since: number
  wait: Wait
  reason: WaitReason
  /** For approvals. */
  ids: { approval: string; viewKey: string } | null
}

/** What is due: a step of a run that waits. */
export type DueWait = { run: number; step: string }

export type RunWaits = {
  put(wait: NewWait): void
  /** The wait is over: its row and whatever was to wake it go. */
  clear(run: number, step: string): void
  /** Waits of steps inside a loop or a subflow. */
  clearInside(run: number, step: string): void
  clearRun(run: number): void
  /** When the next wait is over; null: none. */
  nextUntil(): number | null
  dueAt(at: number, limit: number): DueWait[]
  /** Steps that wait for this event. */
  forEvent(event: string): DueWait[]
  /** Steps that look at a condition again and again. */
  onConditions(): DueWait[]
  hasConditions(): boolean
  conditionsOf(run: number): string[]
  /** What a run waits for, the first to be over first. */
  ofRun(run: number): { for: Wait['for']; until: number }[]
  byApproval(id: string): DueWait | null
  /** It waits, and not for a person. */
  isTimed(run: number, step: string): boolean
  approvals(limit: number): StoredApproval[]
  approval(id: string): StoredApproval | null
  signal(to: DueWait, wake: Wake): void
  signals(run: number): StoredSignal[]
  dropSignal(seq: number): void
  /** Runs that have been woken and do not know yet. */
  signalled(): number[]
}

type ApprovalRow = {
  approval: string
  approval_id: string
  view_key: string
  run_id: string
  session_id: string
  blueprint_version: number
  since: number
  until: number
}

type ApprovalContent = Pick<StoredApproval, 'label' | 'question' | 'people' | 'subject'>

/**
 * A decision that was made in time may still be on its way when a runtime that slept looks at the clock: questions end a
 * little after their deadline.
 */
const decisionGraceMs = 10_000
const overAt = `until + CASE kind WHEN 'approval' THEN ${decisionGraceMs} ELSE 0 END`

const approvalColumns = `SELECT w.approval, w.approval_id, w.view_key, w.since, w.until, r.id AS run_id, r.session_id,
  r.blueprint_version FROM run_wait w JOIN run r ON r.seq = w.run WHERE w.approval_id`

export function createRunWaits({ rows, run: execute, together }: Statements): RunWaits {
  return {
    put({ run, step, label, since, wait, ids }) {
      const content: ApprovalContent | null =
        wait.for === 'approval'
          ? { label, question: wait.question, people: [...wait.people], subject: wait.subject }
          : null
      execute(
        `INSERT INTO run_wait (run, step, kind, since, until, event, approval, approval_id, view_key)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        run,
        step,
        wait.for,
        since,
        wait.until,
        wait.for === 'event' ? wait.event : null,
        content === null ? null : JSON.stringify(content),
        ids?.approval ?? null,
        ids?.viewKey ?? null,
      )
    },
    clear: (run, step) =>
      together(() => {
        execute('DELETE FROM run_wait WHERE run = ? AND step = ?', run, step)
        execute('DELETE FROM run_signal WHERE run = ? AND step = ?', run, step)
      }),
    clearInside: (run, step) =>
      together(() => {
        for (const table of ['run_wait', 'run_signal']) {
          execute(
            `DELETE FROM ${table} WHERE run = ? AND substr(step, 1, ?) IN (? || '/', ? || '[')`,
            run,
            step.length + 1,
            step,
            step,
          )
        }
      }),
    clearRun: (run) =>
      together(() => {
        execute('DELETE FROM run_wait WHERE run = ?', run)
        execute('DELETE FROM run_signal WHERE run = ?', run)
      }),
    nextUntil: () => rows<{ at: number | null }>(`SELECT min(${overAt}) AS at FROM run_wait`)[0]?.at ?? null,
    dueAt: (at, limit) =>
      rows<DueWait>(
        `SELECT run, step FROM run_wait WHERE until <= ? AND ${overAt} <= ? ORDER BY until LIMIT ?`,
        at,
        at,
        limit,
      ),
    forEvent: (event) => rows<DueWait>('SELECT run, step FROM run_wait WHERE event = ? ORDER BY run', event),
    onConditions: () => rows<DueWait>(`SELECT run, step FROM run_wait WHERE kind = 'condition' ORDER BY run`),
    hasConditions: () => rows(`SELECT 1 FROM run_wait WHERE kind = 'condition' LIMIT 1`).length > 0,
    conditionsOf: (run) =>
      rows<{ step: string }>(`SELECT step FROM run_wait WHERE run = ? AND kind = 'condition'`, run).map(
        ({ step }) => step,
      ),
    ofRun: (run) =>
      rows<{ for: Wait['for']; until: number }>(
        'SELECT kind AS "for", until FROM run_wait WHERE run = ? ORDER BY until LIMIT 20',
        run,
      ),
    isTimed: (run, step) =>
      rows(`SELECT 1 FROM run_wait WHERE run = ? AND step = ? AND kind <> 'approval'`, run, step).length > 0,
    byApproval: (id) => rows<DueWait>('SELECT run, step FROM run_wait WHERE approval_id = ?', id)[0] ?? null,
    approvals: (limit) =>
      rows<ApprovalRow>(`${approvalColumns} IS NOT NULL ORDER BY w.since, w.run, w.step LIMIT ?`, limit).map(
        toApproval,
      ),
    approval: (id) => rows<ApprovalRow>(`${approvalColumns} = ?`, id).map(toApproval)[0] ?? null,
    signal: ({ run, step }, wake) =>
      void execute('INSERT INTO run_signal (run, step, wake) VALUES (?, ?, ?)', run, step, JSON.stringify(wake)),
    signals: (run) =>
      rows<{ seq: number; step: string; wake: string }>(
        'SELECT seq, step, wake FROM run_signal WHERE run = ? ORDER BY seq',
        run,
      ).map(({ seq, step, wake }) => ({ seq, step, wake: JSON.parse(wake) as Wake })),
    dropSignal: (seq) => void execute('DELETE FROM run_signal WHERE seq = ?', seq),
    signalled: () => rows<{ run: number }>('SELECT DISTINCT run FROM run_signal ORDER BY run').map(({ run }) => run),
  }
}

function toApproval(row: ApprovalRow): StoredApproval {
  return {
    ...(JSON.parse(row.approval) as ApprovalContent),
    id: row.approval_id,
    viewKey: row.view_key,
    runId: row.run_id,
    session: row.session_id,
    blueprintVersion: row.blueprint_version,
    since: row.since,
    until: row.until,
  }
}
