import type { StepEvent, StoredEvent } from '../runs/run-record'
import type { Statements } from './statements'

/** The events of runs: appended, read back whole, never changed. */
export type RunEvents = {
  append(run: number, event: StoredEvent): void
  read(run: number): StoredEvent[]
}

type Row = { seq: number; at: number; type: StepEvent['type']; step: string; data: string | null }

export function createRunEvents({ rows, run: execute }: Statements): RunEvents {
  return {
    append(run, { seq, at, step, type, ...data }) {
      const text = type === 'started' ? null : JSON.stringify(data)
      execute(
        'INSERT INTO run_event (run, seq, at, type, step, data) VALUES (?, ?, ?, ?, ?, ?)',
        run,
        seq,
        at,
        type,
        step,
        text,
      )
    },
    read: (run) =>
      rows<Row>('SELECT seq, at, type, step, data FROM run_event WHERE run = ? ORDER BY seq', run).map(
        ({ seq, at, type, step, data }) =>
          ({ ...(data === null ? {} : (JSON.parse(data) as object)), seq, at, type, step }) as StoredEvent,
      ),
  }
}
