import { randomBytes, randomUUID } from 'node:crypto'
import { BulkheadError } from '@/domain/errors'
import type { ApprovalDecision } from '@/domain/runtime/door-messages'
import type { ActiveBundles } from '../bundle/active-bundles'
import type { HeldBundles } from '../bundle/held-bundles'
import { type Log, messageOf } from '../host/log'
import type { TriggerEvent, Wake } from '../interpreter/block-runner'
import type { DueWait } from '../store/run-waits'
import type { NewRun } from '../store/runs'
import { type AlarmClockDeps, createAlarmClock } from './alarm-clock'
import { beginRun, type EarlierMessage, storeTrouble } from './begin-run'
import { type DriveDeps, type Driven, drivenSoFar, driveRun } from './drive-run'
import { listen } from './listen'
import type { MessageRate } from './message-rate'
import type { RunRecord } from './run-record'
import type { Schedules } from './schedules'
import type { SessionQueue } from './session-queue'

export type RunRequest = {
  session: string | undefined
  event: TriggerEvent
  /** The same key is the same run, however often it is asked for. */
  requestKey?: string
  /** Of the run, where whoever asks must know it beforehand. */
  runId?: string
  /** What was said elsewhere before; taken into the conversation when it begins with this run. */
  history?: readonly EarlierMessage[]
  /** Called once the run has begun, before its first step, then with each piece of the reply. */
  onStart?: (record: RunRecord) => void
  onDelta?: (text: string) => void
}

export type RunEngine = {
  /** Resolves when the run has ended or waits. Throws the error that it failed with, or `over-limit` when too much waits. */
  start(request: RunRequest): Promise<Driven>
  /** Takes up what a stop or a crash has left in the middle, and whatever is due. Once a bundle is active. */
  takeUp(): void
  /** Wakes the steps that wait for this event. Durable when it returns. Returns how many were woken. */
  deliver(event: string, payload: unknown): number
  decide(decision: ApprovalDecision): void
  /** Ends a wait as if its time had come; false: there is none, or a person has to decide. */
  skip(run: number, step: string): boolean
  /** When there is something to do without being asked; null: never. Milliseconds since 1970. */
  wakeAt(): number | null
  /** Runs that are being worked on or wait in the queue. */
  readonly inHand: number
  /** Stops without finishing; what is in the middle is taken up at the next start. */
  stop(): void
}

export type RunEngineDeps = Omit<DriveDeps, 'ports'> & {
  ports: Omit<DriveDeps['ports'], 'variablesChanged'>
  bundles: ActiveBundles
  held: HeldBundles
  queue: SessionQueue
  rate: MessageRate
  schedules: Schedules
  log: Log
  /** A run has come to something. */
  onSettled: (driven: Driven) => void
  /** What waits, runs or drains may have changed. */
  onChange: () => void
}

/** 128 random bits: knowing a session's id is what gives access to it. */
export const newSession = () => randomBytes(16).toString('base64url')

export const storedKeyOf = (session: string | undefined, requestKey: string) => `${session ?? ''}/${requestKey}`

/** A run whose end could not be written is taken up again after this long. */
const strandedMs = 30_000

export function createRunEngine(deps: RunEngineDeps): RunEngine {
  const { runs, waits, statements, queue, log } = deps
  const stopped = new AbortController()
  const active = new Set<number>()
  const again = new Set<number>()
  const byKey = new Map<string, { event: string; driven: Promise<Driven> }>()
  const firing = new Set<string>()
  const now = deps.ports.now
  const driveDeps: DriveDeps = { ...deps, ports: { ...deps.ports, variablesChanged: () => void lookAgain() } }

  const planOf = (record: RunRecord) => deps.held.planOf(record.bundleDigest)

  /** One piece of work on a run at a time; what wakes it meanwhile is looked at right afterwards. */
  const hold = async <Result>(seq: number, work: () => Promise<Result>): Promise<Result> => {
    active.add(seq)
    try {
      return await work()
    } finally {
      active.delete(seq)
      if (again.delete(seq)) resume(seq)
      clock.set()
      deps.onChange()
    }
  }

  const drive = async (record: RunRecord, onDelta: (text: string) => void): Promise<Driven> => {
    try {
      const driven = await driveRun(driveDeps, record, planOf(record), { signal: stopped.signal, onDelta })
      deps.onSettled(driven)
      return driven
    } catch (error) {
      if (stopped.signal.aborted) throw stoppedMidway(error)
      log.error('run-stranded', { run: record.id, message: messageOf(error) })
      setTimeout(() => resume(record.seq), strandedMs).unref()
      throw storeTrouble(error)
    }
  }

  const resume = (seq: number) => {
    if (stopped.signal.aborted) return
    if (active.has(seq)) return void again.add(seq)
    const record = runs.bySeq(seq)
    if (record === null || record.state === 'ended' || record.state === 'failed') return
    hold(seq, () => queue.resume(record.session, () => drive(runs.bySeq(seq) ?? record, () => undefined))).catch(
      (error: unknown) => log.warn('run-not-resumed', { run: record.id, message: messageOf(error) }),
    )
  }

  const wake = (due: readonly DueWait[], by: (of: DueWait) => Wake) => {
    if (due.length === 0) return
    statements.durably(() => {
      for (const of of due) waits.signal(of, by(of))
    })
    for (const seq of new Set(due.map(({ run }) => run))) resume(seq)
  }

  const lookAgain = () => {
    for (const seq of new Set(waits.onConditions().map(({ run }) => run))) if (!active.has(seq)) resume(seq)
  }

  const fire: AlarmClockDeps['onFiring'] = ({ block, at, missed, runId, fired }) => {
    if (runs.find(runId) !== null) return fired()
    if (firing.has(runId)) return
    firing.add(runId)
    const event: TriggerEvent = { kind: 'schedule', block, at: new Date(at).toISOString(), missed }
    startOnce({ session: runId, event, runId, onStart: fired })
      .catch((error: unknown) => log.warn('schedule-not-fired', { run: runId, message: messageOf(error) }))
      .finally(() => firing.delete(runId))
  }

  const clock = createAlarmClock({
    waits,
    schedules: deps.schedules,
    now,
    log,
    isReady: () => deps.bundles.active !== null,
    isActive: (run) => active.has(run),
    onDue: (due) => wake(due, () => ({ by: 'time' })),
    onConditions: lookAgain,
    onFiring: fire,
  })

  const begin = async (session: string, request: RunRequest): Promise<Driven> => {
    const plan = deps.bundles.planFor(deps.conversations.findSession(session))
    if (plan === null) throw new BulkheadError('not-ready', 'The agent is starting. Try again in a moment.')
    const trigger = listen(plan, request.event)
    deps.rate.take(plan.main.slots)
    const run: NewRun = {
      id: request.runId ?? randomUUID(),
      session,
      requestKey: request.requestKey ?? null,
      bundleDigest: plan.digest,
      blueprintVersion: plan.bundle.blueprint.version,
      trigger,
      startedAt: now(),
    }
    const record = beginRun(deps, run, request.history ?? [])
    request.onStart?.(record)
    return hold(record.seq, () => drive(record, request.onDelta ?? (() => undefined)))
  }

  const startOnce = (request: RunRequest): Promise<Driven> => {
    const session = request.session ?? newSession()
    return queue.run(session, () => begin(session, request))
  }

  const start = (request: RunRequest): Promise<Driven> => {
    if (request.requestKey === undefined) return startOnce(request)
    // A key belongs to whoever knows the session: others who choose the same one are told nothing.
    const requestKey = storedKeyOf(request.session, request.requestKey)
    const running = byKey.get(requestKey)
    const known = running === undefined ? runs.byRequestKey(requestKey) : null
    const event = JSON.stringify(request.event)
    const before = running?.event ?? (known === null ? event : JSON.stringify(known.trigger?.event))
    if (before !== event) {
      throw new BulkheadError('conflict', 'This Idempotency-Key has come before, with another message.')
    }
    if (running !== undefined) return running.driven
    const driven =
      known === null ? startOnce({ ...request, requestKey }) : Promise.resolve(drivenSoFar(driveDeps, known))
    byKey.set(requestKey, { event, driven })
    const forget = () => byKey.delete(requestKey)
    driven.then(forget, forget)
    return driven
  }

  return {
    async start(request) {
      const driven = await start(request)
      if (driven.error !== null) throw driven.error
      return driven
    },
    takeUp() {
      for (const { seq } of runs.inState('running')) resume(seq)
      for (const seq of waits.signalled()) resume(seq)
      clock.look()
    },
    deliver(event, payload) {
      const due = waits.forEvent(event)
      wake(due, () => ({ by: 'event', name: event, payload }))
      return due.length
    },
    decide({ id, decision, person, note }) {
      const due = waits.byApproval(id)
      if (due === null || waits.signals(due.run).some(({ step }) => step === due.step)) return
      wake([due], () => ({ by: 'decision', approval: id, decision, person, note }))
    },
    skip(run, step) {
      if (!waits.isTimed(run, step)) return false
      wake([{ run, step }], () => ({ by: 'time' }))
      return true
    },
    wakeAt: clock.wakeAt,
    get inHand() {
      return queue.size
    },
    stop() {
      stopped.abort(new Error('the runtime is stopping'))
      clock.stop()
    },
  }
}

function stoppedMidway(cause: unknown): BulkheadError {
  const message = 'The agent was stopped while it was working on this. It goes on when it starts again.'
  return new BulkheadError('interrupted', message, { cause })
}
