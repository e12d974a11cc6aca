import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { BulkheadError } from '@/domain/errors'
import type { MessageResponse } from '@/domain/runtime/runtime-api'
import type { Driven } from '../runs/drive-run'
import { responseOf } from '../runs/response'
import { newSession, type RunRequest, storedKeyOf } from '../runs/run-engine'
import type { RunRecord } from '../runs/run-record'
import { type EventStream, openEventStream } from './event-stream'
import type { RouteDeps } from './routes'

/** The gateway gives up on an answer that has not begun after 120 s. */
const patienceMs = 110_000
/** A stream that waits for its turn begins to answer after this long, so that nobody takes it for dead. */
const quietMs = 15_000

/** Starts a run and tells what it has come to, or that it still runs when a request can wait no longer. */
export async function startRun(deps: RouteDeps, request: RunRequest): Promise<MessageResponse> {
  const asked = named(request)
  const driven = await within(deps.patienceMs ?? patienceMs, deps.engine.start(asked))
  return driven === null ? stillRunning(deps, asked) : responseOf(driven)
}

/** With its ids, so that they can be told while it is still in line. A key that is sent again has to find its own session. */
function named(request: RunRequest): RunRequest & { runId: string } {
  const session = request.session ?? (request.requestKey === undefined ? newSession() : undefined)
  return { runId: randomUUID(), ...request, session }
}

/**
 * Starts a run whose answer streams. `begin` is called when the stream is open and again when the run has begun. What is
 * refused beforehand is thrown; afterwards the status has left already and the stream has to tell it.
 */
export async function streamRun(
  deps: RouteDeps,
  asked: RunRequest,
  response: ServerResponse,
  on: {
    begun(stream: EventStream, record: RunRecord): void
    text(stream: EventStream, text: string): void
    came(stream: EventStream, driven: Driven): void
    failed(stream: EventStream, error: unknown): void
  },
): Promise<void> {
  let opened: EventStream | undefined
  const open = () => {
    opened ??= openEventStream(response)
    return opened
  }
  const quiet = setTimeout(open, quietMs)
  try {
    const driven = await deps.engine.start({
      ...asked,
      onStart: (record) => on.begun(open(), record),
      onDelta: (text) => on.text(open(), text),
    })
    on.came(open(), driven)
  } catch (error) {
    if (opened === undefined) throw error
    on.failed(opened, error)
  } finally {
    clearTimeout(quiet)
  }
}

/** Null when the time is over first. What becomes of the work later is in the store. */
export async function within<Result>(ms: number, work: Promise<Result>): Promise<Result | null> {
  const late = Promise.withResolvers<null>()
  const timer = setTimeout(() => late.resolve(null), ms)
  try {
    return await Promise.race([work, late.promise])
  } finally {
    clearTimeout(timer)
    work.catch(() => undefined)
  }
}

function stillRunning({ stores, bundles }: RouteDeps, { runId, session, requestKey }: ReturnType<typeof named>) {
  const byKey = requestKey === undefined ? null : stores.runs.byRequestKey(storedKeyOf(session, requestKey))
  const run = byKey ?? stores.runs.find(runId)
  const inSession = run?.session ?? session
  if (inSession === undefined) {
    const message =
      'The agent has much to do and this message is still in line. Send it again with the same Idempotency-Key.'
    throw new BulkheadError('not-ready', message)
  }
  const running: MessageResponse = {
    session: inSession,
    turn: run?.id ?? runId,
    status: 'running',
    reply: '',
    version: run?.blueprintVersion ?? bundles.active?.plan.bundle.blueprint.version ?? 0,
    models: [],
    usage: { inputTokens: 0, outputTokens: 0 },
  }
  return running
}
