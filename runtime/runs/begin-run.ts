import { randomUUID } from 'node:crypto'
import { BulkheadError } from '@/domain/errors'
import { type Log, messageOf } from '../host/log'
import type { Conversations } from '../store/conversations'
import type { NewRun, Runs } from '../store/runs'
import type { Statements } from '../store/statements'
import { StoreFailure } from './journal'
import type { RunRecord } from './run-record'

export type EarlierMessage = { role: 'user' | 'assistant'; content: string }

type BeginDeps = { statements: Statements; conversations: Conversations; runs: Runs; log: Log }

/** Writes a run down. A conversation that begins with it takes what was said before elsewhere along, in the same instant. */
export function beginRun(deps: BeginDeps, run: NewRun, history: readonly EarlierMessage[]): RunRecord {
  const { statements, conversations, runs, log } = deps
  try {
    return statements.together(() => {
      if (history.length > 0 && conversations.findSession(run.session) === null) takeAlong(deps, run, history)
      return runs.begin(run)
    })
  } catch (error) {
    log.error('run-not-begun', { message: messageOf(error) })
    throw storeTrouble(error)
  }
}

/** Every message belongs to a run: these to one that has ended already, and that nothing started. */
function takeAlong({ conversations, runs }: BeginDeps, run: NewRun, history: readonly EarlierMessage[]): void {
  const before = runs.begin({ ...run, id: randomUUID(), requestKey: null, trigger: null })
  for (const { role, content } of history) {
    conversations.add({ session: run.session, run: before.id, role, content, at: run.startedAt })
  }
  runs.settle({ ...before, said: true }, { state: 'ended', activeMs: 0, error: null }, run.startedAt)
}

export function storeTrouble(error: unknown): BulkheadError {
  const cause = error instanceof StoreFailure ? error.cause : error
  const full = cause instanceof Error && 'code' in cause && /^SQLITE_(FULL|IOERR)/.test(String(cause.code))
  return full
    ? new BulkheadError(
        'storage-full',
        'The disk of this agent is full. Nothing was lost; it goes on when there is room.',
        { cause },
      )
    : new BulkheadError('internal', 'The agent cannot write to its store.', { cause })
}
