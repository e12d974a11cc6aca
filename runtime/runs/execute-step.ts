import { BulkheadError } from '@/domain/errors'
import type { BlockOutcome, BlockValue, Nest, Wait, Wake } from '../interpreter/block-runner'
import { executeNest } from './execute-nest'
import { afterFailure, timeLimitMs } from './handling'
import { emptyUsage, type StepState, StoreFailure, usedHere } from './journal'
import type { Place, StepResult } from './place'
import type { StepUsage, WaitReason } from './run-record'
import { AskFirst, type Attempt, contextFor, runLimits } from './step-context'
import { limitTime } from './time-limit'

/** So often may a step be begun without coming to anything, before it is blamed for the end of the process. */
const mostUnfinished = 5

/**
 * Brings one step of a run as far as it can go: what the journal knows already is not done again, what it does not know is
 * written there before anything else happens. Throws a `BulkheadError` when it has failed and nothing catches that.
 */
export async function executeStep(place: Place): Promise<StepResult> {
  const { run, key } = place
  const state = run.journal.step(key)
  if (state.end !== null) return ended(place, state.end)
  for (;;) {
    if (state.waiting !== null) {
      const woken = await wakeUp(place, state)
      if (woken !== 'again') return woken
    }
    const outcome = await tryOnce(place, state)
    if (outcome !== 'again') return outcome
  }
}

function ended({ step }: Place, end: NonNullable<StepState['end']>): BlockValue {
  if (end.type === 'ended') return end
  throw new BulkheadError(end.code, end.message, { details: { block: step.id } })
}

/** `again`: the step is to be run (again) from its beginning. */
async function wakeUp(place: Place, state: StepState): Promise<StepResult | 'again'> {
  const { run, key, step } = place
  const { waiting } = state
  const wakes = run.wakes.get(key) ?? []
  run.wakes.delete(key)
  if (waiting === null || wakes.length === 0) return 'suspended'
  if (waiting.reason !== 'block') {
    const wake = wakes.find(({ by }) => by === 'decision' || by === 'time')
    if (wake === undefined) return 'suspended'
    const subject = waiting.wait.for === 'approval' ? waiting.wait.subject : null
    run.journal.append(key, {
      type: 'woken',
      reason: waiting.reason,
      wake: waiting.reason === 'rule' ? asDecision(wake) : wake,
      ...(subject === null ? {} : { subject }),
    })
    return 'again'
  }
  for (const wake of wakes) {
    const value = await attempt(place, (context) => step.block.wake?.(context, wake, new Date(waiting.since)) ?? null)
    if (value === null) continue
    if ('failed' in value) return value.failed
    run.journal.append(key, { type: 'woken', reason: 'block', wake })
    return end(place, value.value, value.usage)
  }
  return 'suspended'
}

/** A question that nobody has answered in time counts as answered with no. */
function asDecision(wake: Wake): Wake {
  if (wake.by === 'decision') return wake
  return { by: 'decision', approval: '', decision: 'deny', person: '', note: 'Nobody decided in time.' }
}

async function tryOnce(place: Place, state: StepState): Promise<StepResult | 'again'> {
  const { run, key, step } = place
  if (state.nest !== null) return nest(place, state.nest)
  if (state.unfinished >= mostUnfinished) {
    const message = `the agent was stopped ${mostUnfinished} times while this block was running`
    return afterError(place, new BulkheadError('interrupted', message), { usage: emptyUsage(), begun: false })
  }
  run.journal.append(key, { type: 'started' })
  run.journal.flush()
  const tried = await attempt<BlockOutcome>(place, (context) => step.block.run(context))
  if (tried === null) throw new Error('a block came to nothing')
  if ('failed' in tried) return tried.failed
  const outcome: BlockOutcome = tried.value
  if ('wait' in outcome) return suspend(place, outcome.wait, 'block', tried.usage)
  if (!('nest' in outcome)) return end(place, outcome, tried.usage)
  run.journal.append(key, {
    type: 'nested',
    nest: outcome,
    ...usedHere(tried.usage),
  })
  return nest(place, outcome)
}

/** What is inside has its own tries: the step itself is not tried again. */
async function nest(place: Place, outcome: Nest): Promise<StepResult | 'again'> {
  try {
    const value = await executeNest(place, outcome)
    return value === 'suspended' ? value : end(place, value, emptyUsage())
  } catch (error) {
    if (!(error instanceof BulkheadError) || place.run.signal.aborted) throw error
    place.run.journal.clearInside(place.key)
    return afterError(place, error, { usage: emptyUsage(), begun: false }, Number.POSITIVE_INFINITY)
  }
}

type Tried<Value> = { value: Value; usage: Attempt['usage'] } | { failed: StepResult | 'again' } | null

/** Runs a block's own code within its time. Everything that it throws, but trouble of the store, is the step's failure. */
async function attempt<Value extends BlockOutcome>(
  place: Place,
  work: (context: ReturnType<typeof contextFor>) => Promise<Value | null> | null,
): Promise<Tried<Value>> {
  const { run, step } = place
  const limitMs = timeLimitMs(step)
  const limit = limitTime(run.signal, limitMs)
  const tried: Attempt = { ...place, signal: limit.signal, usage: emptyUsage(), begun: false }
  try {
    const value = await untilAborted(work(contextFor(tried)) ?? Promise.resolve(null), limit.signal)
    return value === null ? null : { value, usage: tried.usage }
  } catch (error) {
    if (error instanceof StoreFailure || run.signal.aborted) throw error
    if (error instanceof AskFirst) {
      const until = run.ports.now() + runLimits.ruleDeadlineMs
      const { question, people, subject } = error
      return { failed: suspend(place, { for: 'approval', until, question, people, subject }, 'rule', tried.usage) }
    }
    const known = limit.isOver
      ? new BulkheadError('deadline-exceeded', `it took longer than ${limitMs / 1_000} seconds`, { cause: error })
      : asKnown(error)
    return { failed: await afterError(place, known, tried) }
  } finally {
    limit.release()
  }
}

/** A block that does not listen to its signal is left behind. */
function untilAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  if (signal.aborted) return Promise.reject(signal.reason)
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason)
    signal.addEventListener('abort', onAbort, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}

function asKnown(error: unknown): BulkheadError {
  if (error instanceof BulkheadError) return error
  return new BulkheadError('internal', 'something went wrong inside the agent', { cause: error })
}

async function afterError(
  place: Place,
  error: BulkheadError,
  { usage, begun }: Pick<Attempt, 'usage' | 'begun'>,
  failures: number = place.run.journal.step(place.key).failures + 1,
): Promise<StepResult | 'again'> {
  const { run, key, step } = place
  const { code, message } = error
  run.ports.noteTrouble(error)
  const fallback = afterFailure(step, error, failures, !begun)
  if (fallback.next === 'retry') {
    run.journal.append(key, { type: 'tried', code, message, usage })
    if (!fallback.inMemory) return suspend(place, { for: 'time', until: run.ports.now() + fallback.afterMs }, 'retry')
    run.journal.flush()
    await run.ports.pause(fallback.afterMs, run.signal)
    return 'again'
  }
  if (fallback.next === 'value') {
    run.journal.append(key, { type: 'tried', code, message, usage })
    return end(place, fallback.value, emptyUsage())
  }
  const full = `"${step.label}" failed: ${message}`
  run.journal.append(key, { type: 'failed', code, message: full, usage })
  throw new BulkheadError(code, full, { details: { block: step.id }, cause: error })
}

function suspend(
  { run, key, step }: Place,
  wait: Wait,
  reason: WaitReason,
  usage: StepUsage = emptyUsage(),
): 'suspended' {
  run.journal.wait(key, step.label, { wait, reason, ...usedHere(usage) })
  run.journal.flush()
  return 'suspended'
}

function end({ run, key }: Place, value: BlockValue, usage: Attempt['usage']): BlockValue {
  const { port, output, reply, variables } = value
  // What later steps read now is what they would read after a restart.
  const written = JSON.parse(JSON.stringify(output ?? null)) as unknown
  run.journal.append(key, {
    type: 'ended',
    port,
    output: written,
    ...(reply === undefined ? {} : { reply }),
    ...usedHere(usage),
  })
  if (reply !== undefined) {
    run.reply.add(key, reply)
    if (run.reply.text.length > runLimits.replyChars) {
      throw new BulkheadError('too-large', `The reply is longer than ${runLimits.replyChars} characters.`)
    }
  }
  if (variables !== undefined) {
    run.journal.also(() => run.ports.setVariables(variables.session, variables.values))
    run.journal.flush()
    run.ports.variablesChanged()
  }
  return { ...value, output: written }
}
