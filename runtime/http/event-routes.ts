import type { IncomingMessage, ServerResponse } from 'node:http'
import { BulkheadError } from '@/domain/errors'
import { eventNameSchema, messageRequestSchema, webhookRequestSchema } from '@/domain/runtime/runtime-api'
import { storedKeyOf } from '../runs/run-engine'
import type { RunRecord } from '../runs/run-record'
import { answerJson } from './answer'
import { check, jsonIn, mediaTypeOf, readJson, readText, UnsupportedMediaType } from './read-request'
import { requestKeyOf } from './request-key'
import type { Route, RouteDeps } from './routes'
import { slackEventIn } from './slack-event'
import { startRun } from './start-run'

type Incoming = { event: string; payload: unknown; session?: string | undefined; requestKey?: string }

/**
 * Events from outside: each wakes what waits for it, and starts what listens for it.
 *   POST /v1/webhook           {event, payload, session} → what came of it
 *   POST /v1/webhook/<event>   the payload itself, as services send it → 202 as soon as it is written down
 *   POST /v1/webhook/slack     Slack's Events API
 */
export function eventRoutes(deps: RouteDeps): readonly Route[] {
  return [
    { method: 'POST', path: /^\/v1\/webhook$/, handle: (request, response) => post(deps, request, response) },
    { method: 'POST', path: /^\/v1\/webhook\/slack$/, handle: (request, response) => slack(deps, request, response) },
    {
      method: 'POST',
      path: /^\/v1\/webhook\/(.+)$/,
      handle: (request, response, match) => postAs(deps, request, response, match[1] ?? ''),
    },
  ]
}

async function post(deps: RouteDeps, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { payload, ...rest } = await readJson(request, webhookRequestSchema)
  const taking = take(deps, { ...rest, payload: payload ?? null, ...requestKeyOf(request) })
  try {
    const came = await startRun(deps, taking.asked)
    answerJson(response, 200, { ...came, woken: taking.woken() })
  } catch (error) {
    answerJson(response, 202, taking.wakeOnly(error))
  }
}

async function postAs(
  deps: RouteDeps,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const event = check(eventNameSchema, decoded(path))
  const given = new URL(request.url ?? '/', 'http://runtime').searchParams.get('session') ?? undefined
  const session = check(messageRequestSchema.shape.session, given)
  const payload = await readPayload(request)
  answerJson(response, 202, await accept(deps, { event, payload, session, ...requestKeyOf(request) }))
}

/** Slack takes whoever does not answer within three seconds for broken, and an event that nothing wants is no failure. */
async function slack(deps: RouteDeps, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const sent = slackEventIn(jsonIn(await readText(request)))
  if ('challenge' in sent) return answerJson(response, 200, { challenge: sent.challenge })
  if ('ignored' in sent) return answerJson(response, 200, { woken: 0 })
  try {
    answerJson(response, 200, await accept(deps, sent))
  } catch (error) {
    if (!(error instanceof BulkheadError) || error.code !== 'not-found') throw error
    answerJson(response, 200, { woken: 0 })
  }
}

type Accepted = { session?: string; turn?: string; woken: number }

/** Answers when the run has been written down; the run goes on. */
async function accept(deps: RouteDeps, incoming: Incoming): Promise<Accepted> {
  const { session, requestKey } = incoming
  const known = requestKey === undefined ? null : deps.stores.runs.byRequestKey(storedKeyOf(session, requestKey))
  if (known !== null) return { session: known.session, turn: known.id, woken: 0 }
  const taking = take(deps, incoming)
  const came = deps.engine.start(taking.asked).then(({ record }) => record)
  try {
    const run = await Promise.race([taking.begun, came])
    return { session: run.session, turn: run.id, woken: taking.woken() }
  } catch (error) {
    return taking.wakeOnly(error)
  } finally {
    // How it ends is told by the run itself.
    came.catch(() => undefined)
  }
}

/**
 * What waits is woken in the moment in which the run begins: an event that is refused wakes nothing, one that is sent again
 * under its key wakes nothing twice, and the run that it starts is not woken by it.
 */
function take({ engine }: RouteDeps, { event, payload, session, requestKey }: Incoming) {
  const begun = Promise.withResolvers<RunRecord>()
  let hasBegun = false
  let woken = 0
  return {
    begun: begun.promise,
    woken: () => woken,
    asked: {
      session,
      event: { kind: 'event' as const, event, payload },
      ...(requestKey === undefined ? {} : { requestKey }),
      onStart(record: RunRecord) {
        hasBegun = true
        woken = engine.deliver(event, payload)
        begun.resolve(record)
      },
    },
    /** When nothing begins with the event, it may still be what something waits for. Throws the refusal otherwise. */
    wakeOnly(refusal: unknown): Accepted {
      const nothingListens = !hasBegun && refusal instanceof BulkheadError && refusal.code === 'not-found'
      woken = nothingListens ? engine.deliver(event, payload) : 0
      if (woken === 0) throw refusal
      return { woken }
    },
  }
}

async function readPayload(request: IncomingMessage): Promise<unknown> {
  const mediaType = mediaTypeOf(request)
  const text = await readText(request)
  if (text.trim() === '') return null
  if (mediaType === 'application/x-www-form-urlencoded') return Object.fromEntries(new URLSearchParams(text))
  if (/^application\/([\w.-]+\+)?json$/.test(mediaType)) return jsonIn(text)
  throw new UnsupportedMediaType('Send the payload as JSON (or as application/x-www-form-urlencoded).')
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    throw new BulkheadError('bad-input', 'The name of the event is not well encoded.')
  }
}
