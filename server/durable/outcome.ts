import type { SqlTransaction } from '@/server/db/sql'
import type { StrandSelector } from './strands'

type Effects = {
  /** Written together with the step's outcome, in the strand's own scope: both are kept, or neither. */
  commit?: (tx: SqlTransaction) => Promise<void>
  /** Woken once the outcome is kept. Lost with the process: whoever waits for a wake-up also naps. */
  wake?: readonly StrandSelector[]
  /** `commit` made strands: they are looked for at once. */
  spawned?: true
  /** Runs once the outcome is kept: announcements, never truth. */
  afterCommit?: () => void
}

/** What happens next. */
export type Outcome<Label extends string, State> = Effects &
  (
    | { kind: 'hop'; label: Label; state?: State; afterMs: number }
    | { kind: 'nap'; ms: number; state?: State }
    | { kind: 'done'; outcome: Record<string, unknown> }
    | { kind: 'fail'; code: string; message: string }
  )

type With<State> = Effects & { state?: State }

/** On to another label, at once, or as soon as it is woken and after `afterMs` at the latest. */
export function hop<Label extends string, State>(
  label: Label,
  more: With<State> & { afterMs?: number } = {},
): Outcome<Label, State> {
  return { kind: 'hop', label, ...more, afterMs: more.afterMs ?? 0 }
}

/** The same label again, when woken, or after `ms`. */
export function nap<State>(ms: number, more: With<State> = {}): Outcome<never, State> {
  return { kind: 'nap', ms, ...more }
}

export function done(outcome: Record<string, unknown> = {}, more: Effects = {}): Outcome<never, never> {
  return { kind: 'done', outcome, ...more }
}

/** The end, for a reason. `code` is for grouping, `message` for people. */
export function fail(code: string, message: string, more: Effects = {}): Outcome<never, never> {
  return { kind: 'fail', code, message, ...more }
}
