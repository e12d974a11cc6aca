import type { ErrorCode } from '@/domain/errors'
import type { RunRecord, RunState, RunTrigger } from '../runs/run-record'
import type { Statements } from './statements'

export type NewRun = Pick<
  RunRecord,
  'id' | 'session' | 'bundleDigest' | 'blueprintVersion' | 'trigger' | 'startedAt'
> & {
  requestKey: string | null
}

export type RunEnd = { state: 'waiting' | 'ended' | 'failed'; activeMs: number; error: RunRecord['error'] }

/** Runs as rows. Their events are in `run-journal.ts`. */
export type Runs = {
  /** The session begins with its first run. */
  begin(run: NewRun): RunRecord
  find(id: string): RunRecord | null
  bySeq(seq: number): RunRecord | null
  byRequestKey(key: string): RunRecord | null
  inState(state: RunState): RunRecord[]
  ofSession(session: string, limit: number): RunRecord[]
  /** Is in hand again. */
  takeUp(seq: number): void
  settle(run: RunRecord, end: RunEnd, at: number): void
  count(state: RunState): number
}

type Row = {
  seq: number
  id: string
  session_id: string
  bundle_digest: string
  blueprint_version: number
  trigger: string
  state: RunState
  started_at: number
  active_ms: number
  replies_told: number
  said: number
  error_code: ErrorCode | null
  error_message: string | null
}

export function createRuns({ rows, run, together }: Statements): Runs {
  const one = (found: Row[]) => (found[0] === undefined ? null : toRecord(found[0]))
  const find = (id: string) => one(rows<Row>('SELECT * FROM run WHERE id = ?', id))
  return {
    begin: (given) =>
      together(() => {
        const at = new Date(given.startedAt).toISOString()
        run(
          `INSERT INTO session (id, bundle_digest, created_at, updated_at) VALUES (?, ?, ?, ?)
           ON CONFLICT (id) DO UPDATE SET bundle_digest = excluded.bundle_digest, updated_at = excluded.updated_at`,
          given.session,
          given.bundleDigest,
          at,
          at,
        )
        run(
          `INSERT INTO run (id, session_id, request_key, bundle_digest, blueprint_version, trigger, state, started_at)
           VALUES (?, ?, ?, ?, ?, ?, 'running', ?)`,
          given.id,
          given.session,
          given.requestKey,
          given.bundleDigest,
          given.blueprintVersion,
          JSON.stringify(given.trigger),
          given.startedAt,
        )
        const made = find(given.id)
        if (made === null) throw new Error('a run that was just stored is not there')
        return made
      }),
    find,
    bySeq: (seq) => one(rows<Row>('SELECT * FROM run WHERE seq = ?', seq)),
    byRequestKey: (key) => one(rows<Row>('SELECT * FROM run WHERE request_key = ?', key)),
    inState: (state) => rows<Row>('SELECT * FROM run WHERE state = ? ORDER BY seq', state).map(toRecord),
    ofSession: (session, limit) =>
      rows<Row>('SELECT * FROM run WHERE session_id = ? ORDER BY seq DESC LIMIT ?', session, limit).map(toRecord),
    takeUp: (seq) => void run(`UPDATE run SET state = 'running' WHERE seq = ?`, seq),
    settle(record, { state, activeMs, error }, at) {
      run(
        `UPDATE run SET state = ?, active_ms = ?, error_code = ?, error_message = ?, ended_at = ?, replies_told = ?,
           said = ? WHERE seq = ?`,
        state,
        activeMs,
        error?.code ?? null,
        error?.message ?? null,
        state === 'waiting' ? null : at,
        record.repliesTold,
        record.said ? 1 : 0,
        record.seq,
      )
      run('UPDATE session SET updated_at = ? WHERE id = ?', new Date(at).toISOString(), record.session)
    },
    count: (state) => rows<{ n: number }>('SELECT count(*) AS n FROM run WHERE state = ?', state)[0]?.n ?? 0,
  }
}

function toRecord(row: Row): RunRecord {
  return {
    seq: row.seq,
    id: row.id,
    session: row.session_id,
    bundleDigest: row.bundle_digest,
    blueprintVersion: row.blueprint_version,
    trigger: JSON.parse(row.trigger) as RunTrigger,
    state: row.state,
    startedAt: row.started_at,
    activeMs: row.active_ms,
    repliesTold: row.replies_told,
    said: row.said === 1,
    error: row.error_code === null ? null : { code: row.error_code, message: row.error_message ?? '' },
  }
}
