import { randomBytes, randomUUID } from 'node:crypto'
import type { Nest, Wait, Wake } from '../interpreter/block-runner'
import type { RunEvents } from '../store/run-events'
import type { RunWaits } from '../store/run-waits'
import type { Statements } from '../store/statements'
import type { Variables } from '../store/variables'
import type { StepEvent, StepUsage, StoredEvent, WaitReason } from './run-record'

type Decision = Extract<Wake, { by: 'decision' }>

/** What is known about one step of a run. */
export type StepState = {
  /** When it first began. */
  startedAt: number | null
  /** Starts since the last thing that it came to: more than a few mean that it brings the process down. */
  unfinished: number
  /** Tries that failed. */
  failures: number
  end: Extract<StepEvent, { type: 'ended' }> | Extract<StepEvent, { type: 'failed' }> | null
  waiting: { wait: Wait; reason: WaitReason; since: number } | null
  /** What it runs inside; written down once, so that a list which has changed meanwhile changes nothing. */
  nest: Nest | null
  notes: ReadonlyMap<string, unknown>
  /** What people said to questions that rules asked, by the digest of what was asked about. */
  decisions: ReadonlyMap<string, Decision>
}

export type JournalStores = {
  statements: Statements
  events: RunEvents
  waits: RunWaits
  variables: Variables
}

/**
 * The journal of one run. What has happened is known in memory; what is new is written before the next step begins, all
 * that is pending in one transaction. So after any crash the store holds a beginning of what happened, without gaps.
 */
export type Journal = {
  step(key: string): StepState
  /** `at`: now. Nothing is on disk until `flush`. */
  append(key: string, event: StepEvent): void
  /** Begins to wait, and says under which id a question can be answered. */
  wait(key: string, label: string, waiting: Omit<Extract<StepEvent, { type: 'waiting' }>, 'type'>): void
  /** Whatever waits inside this step has no meaning any more. */
  clearInside(key: string): void
  /** A write that is to be stored in the same transaction as what was appended before it. */
  also(write: () => void): void
  /** Throws `StoreFailure`. */
  flush(): void
  /** Ends that hold a reply, in order. */
  readonly replies: readonly { key: string; text: string }[]
  readonly usage: StepUsage
  readonly steps: number
  /** Something has happened since it was opened. */
  readonly hasNews: boolean
}

/** The store cannot be written to: no step's fault, and nothing that an error path could help. */
export class StoreFailure extends Error {}

export function openJournal(stores: JournalStores, run: number, now: () => number): Journal {
  const states = new Map<string, StepState>()
  const replies: { key: string; text: string }[] = []
  const usage = emptyUsage()
  let ended = 0
  let nextSeq = 1
  let pending: (() => void)[] = []

  const stateOf = (key: string) => {
    const known = states.get(key)
    if (known !== undefined) return known
    const made = newState()
    states.set(key, made)
    return made
  }
  const learn = (event: StoredEvent) => {
    apply(stateOf(event.step), event)
    nextSeq = event.seq + 1
    if ('usage' in event && event.usage !== undefined) addUsage(usage, event.usage)
    if (event.type === 'ended' || event.type === 'failed') ended += 1
    if (event.type === 'ended' && event.reply !== undefined) replies.push({ key: event.step, text: event.reply })
  }
  for (const event of stores.events.read(run)) learn(event)
  const openedAt = nextSeq

  const append = (step: string, event: StepEvent) => {
    const stored: StoredEvent = { seq: nextSeq, at: now(), step, ...event }
    const wasWaiting = stateOf(step).waiting !== null
    learn(stored)
    pending.push(() => stores.events.append(run, stored))
    if (wasWaiting && stateOf(step).waiting === null) pending.push(() => stores.waits.clear(run, step))
  }

  return {
    step: stateOf,
    append,
    wait(step, label, waiting) {
      const { wait, reason } = waiting
      append(step, { type: 'waiting', ...waiting })
      const since = now()
      const ids =
        wait.for === 'approval' ? { approval: randomUUID(), viewKey: randomBytes(24).toString('base64url') } : null
      pending.push(() => stores.waits.put({ run, step, label, since, wait, reason, ids }))
    },
    clearInside: (key) => void pending.push(() => stores.waits.clearInside(run, key)),
    also: (write) => void pending.push(write),
    flush() {
      if (pending.length === 0) return
      const writes = pending
      try {
        stores.statements.together(() => {
          for (const write of writes) write()
        })
        pending = []
      } catch (cause) {
        throw new StoreFailure('the journal cannot be written', { cause })
      }
    },
    replies,
    usage,
    get steps() {
      return ended
    },
    get hasNews() {
      return nextSeq > openedAt
    },
  }
}

export function emptyUsage(): StepUsage {
  return { inputTokens: 0, outputTokens: 0, models: [] }
}

/** As a part of an event, which tells of usage only when there was some. */
export function usedHere(usage: StepUsage): { usage?: StepUsage } {
  return usage.models.length === 0 ? {} : { usage }
}

export function addUsage(total: StepUsage, more: StepUsage): void {
  total.inputTokens += more.inputTokens
  total.outputTokens += more.outputTokens
  if (more.costUsd !== undefined) total.costUsd = (total.costUsd ?? 0) + more.costUsd
  for (const model of more.models) {
    const known = total.models.find(({ name }) => name === model.name)
    if (known === undefined) total.models.push({ ...model })
    else known.demo = model.demo
  }
}

/** Most steps note nothing, and a run may have tens of thousands of them in memory. */
const nothing: ReadonlyMap<string, never> = new Map<string, never>()

function newState(): StepState {
  return {
    startedAt: null,
    unfinished: 0,
    failures: 0,
    end: null,
    waiting: null,
    nest: null,
    notes: nothing,
    decisions: nothing,
  }
}

function apply(state: StepState, event: StoredEvent): void {
  switch (event.type) {
    case 'started':
      state.startedAt ??= event.at
      state.unfinished += 1
      return
    case 'noted':
      state.notes = new Map(state.notes).set(event.name, event.value)
      // It came further than the last time.
      state.unfinished = 1
      return
    case 'nested':
      state.nest = event.nest
      state.unfinished = 0
      return
    case 'waiting':
      state.waiting = { wait: event.wait, reason: event.reason, since: event.at }
      state.unfinished = 0
      return
    case 'woken':
      state.waiting = null
      if (event.wake.by === 'decision' && event.subject !== undefined) {
        state.decisions = new Map(state.decisions).set(event.subject, event.wake)
      }
      return
    case 'tried':
      state.failures += 1
      state.unfinished = 0
      return
    case 'ended':
    case 'failed':
      state.end = event
      state.waiting = null
  }
}
