import { BulkheadError } from '@/domain/errors'
import type { Wake } from '../interpreter/block-runner'
import type { Plan } from '../interpreter/plan'
import { createReplyWriter, joinReplies } from '../interpreter/reply-writer'
import type { Conversations } from '../store/conversations'
import type { RunEnd, Runs } from '../store/runs'
import { createBreather } from './breather'
import { executeRegion } from './execute-region'
import { type Journal, type JournalStores, openJournal, StoreFailure } from './journal'
import { baseScope, type Frame, type RunInHand, type RunPorts } from './run-in-hand'
import type { RunRecord, StepUsage, StoredSignal } from './run-record'

export type DriveDeps = JournalStores & { runs: Runs; conversations: Conversations; ports: RunPorts }

/** What a run has come to: its end, or a wait. */
export type Driven = {
  record: RunRecord
  state: RunEnd['state']
  /** Everything that it has replied so far. */
  reply: string
  usage: StepUsage
  steps: number
  error: BulkheadError | null
}

/**
 * Brings a run as far as it can go and stores what it came to. Throws only when the store cannot be written to, or when the
 * signal ended the work: then the run is as it was on disk, and is taken up again later.
 */
export async function driveRun(
  deps: DriveDeps,
  record: RunRecord,
  plan: Plan | null,
  { signal, onDelta }: { signal: AbortSignal; onDelta: (text: string) => void },
): Promise<Driven> {
  const startedMs = performance.now()
  const signals = deps.waits.signals(record.seq)
  const journal = openJournal(deps, record.seq, deps.ports.now)
  // With the first thing that is written: from then on a crash must not leave it waiting for what has come already.
  if (record.state === 'waiting') journal.also(() => deps.runs.takeUp(record.seq))
  const end = (state: RunEnd['state'], error: BulkheadError | null): Driven => {
    const activeMs = record.activeMs + performance.now() - startedMs
    settle(deps, record, journal, { state, activeMs, error, signals })
    const reply = joinReplies(journal.replies.map(({ text }) => text))
    return { record: { ...record, state, activeMs }, state, reply, usage: journal.usage, steps: journal.steps, error }
  }
  if (plan === null || record.trigger === null) {
    return end('failed', new BulkheadError('interrupted', 'The version that this run began on is not held any more.'))
  }
  const run: RunInHand = {
    record,
    plan,
    journal,
    ports: deps.ports,
    signal,
    breathe: createBreather(),
    reply: createReplyWriter(
      onDelta,
      journal.replies.map(({ text }) => text),
    ),
    wakes: wakesOf(deps, record, signals),
  }
  try {
    const frame: Frame = { flow: plan.main, returned: {}, outermost: true }
    const scope = baseScope(run, plan.main, record.trigger.input)
    const steps = plan.main.regions.get(null) ?? []
    const came = await executeRegion({ run, frame, steps, first: record.trigger.fired, scope, prefix: '' })
    return end(came === 'suspended' ? 'waiting' : 'ended', null)
  } catch (error) {
    if (error instanceof StoreFailure || signal.aborted) throw error
    return end('failed', asKnown(deps, error))
  }
}

/** What a run that was asked for before has come to since. One that was stopped midway counts as waiting. */
export function drivenSoFar(deps: DriveDeps, record: RunRecord): Driven {
  const journal = openJournal(deps, record.seq, deps.ports.now)
  return {
    record,
    state: record.state === 'running' ? 'waiting' : record.state,
    reply: joinReplies(journal.replies.map(({ text }) => text)),
    usage: journal.usage,
    steps: journal.steps,
    error: record.error === null ? null : new BulkheadError(record.error.code, record.error.message),
  }
}

/** What has woken the run's steps; conditions are looked at again each time. */
function wakesOf({ waits }: DriveDeps, { seq }: RunRecord, signals: readonly StoredSignal[]): Map<string, Wake[]> {
  const wakes = new Map<string, Wake[]>()
  const add = (step: string, wake: Wake) => wakes.set(step, [...(wakes.get(step) ?? []), wake])
  for (const { step, wake } of signals) add(step, wake)
  for (const step of waits.conditionsOf(seq)) add(step, { by: 'check' })
  return wakes
}

function asKnown({ ports }: DriveDeps, error: unknown): BulkheadError {
  if (error instanceof BulkheadError) return error
  const known = new BulkheadError('internal', 'Something went wrong inside the agent.', { cause: error })
  ports.noteTrouble(known)
  return known
}

type Settlement = {
  state: RunEnd['state']
  activeMs: number
  error: BulkheadError | null
  /** What had come in when the run was taken up; what has come in since is for the next time. */
  signals: readonly StoredSignal[]
}

/** One transaction, on the disk before it returns: the last events, what was said, and the run's state. */
function settle(
  deps: DriveDeps,
  record: RunRecord,
  journal: Journal,
  { state, activeMs, error, signals }: Settlement,
): void {
  const { statements, conversations, runs, waits, ports } = deps
  if (state === 'waiting' && record.state === 'waiting' && !journal.hasNews && signals.length === 0) return
  const at = ports.now()
  try {
    statements.durably(() => {
      journal.flush()
      if (state !== 'failed') tell(conversations, record, journal, at)
      runs.settle(record, { state, activeMs, error: error && { code: error.code, message: error.message } }, at)
      if (state !== 'waiting') waits.clearRun(record.seq)
      else for (const { seq } of signals) waits.dropSignal(seq)
    })
  } catch (cause) {
    throw cause instanceof StoreFailure ? cause : new StoreFailure('the end of a run cannot be written', { cause })
  }
}

/** A run that fails leaves nothing in the conversation that was not there already. */
function tell(conversations: Conversations, record: RunRecord, journal: Journal, at: number): void {
  const { session, id } = record
  if (!record.said) {
    const { content, files } = said(record)
    conversations.add({ session, run: id, role: 'user', content, files, at: record.startedAt })
    record.said = true
  }
  const content = joinReplies(journal.replies.slice(record.repliesTold).map(({ text }) => text))
  if (content !== '') conversations.add({ session, run: id, role: 'assistant', content, at })
  record.repliesTold = journal.replies.length
}

function said({ trigger }: RunRecord) {
  const event = trigger?.event
  switch (event?.kind) {
    case 'chat-message':
      return { content: String(trigger?.input.content ?? event.content), files: event.files }
    case 'event':
      return { content: `${event.event} ${JSON.stringify(event.payload)}`, files: [] }
    case 'schedule':
      return { content: `Schedule: ${event.at}`, files: [] }
    default:
      return { content: '', files: [] }
  }
}
