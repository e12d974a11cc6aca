import type { IncomingMessage, ServerResponse } from 'node:http'
import { BulkheadError, toErrorBody } from '@/domain/errors'
import { type HealthResponse, messageRequestSchema, webhookRequestSchema } from '@/domain/runtime/runtime-api'
import type { ActiveBundles } from '../bundle/active-bundles'
import type { ChatPage } from '../chat-page/render-page'
import { type Log, messageOf } from '../host/log'
import type { TurnService } from '../turns/turn-service'
import { answerJson, setCommonHeaders } from './answer'
import { type EventStream, openEventStream } from './event-stream'
import { readJson } from './read-request'

export type RouteDeps = {
  turns: TurnService
  bundles: ActiveBundles
  page: ChatPage
  log: Log
  draining: () => boolean
  /** No guard had to be waived. */
  sealed: () => boolean
}

export type Route = {
  method: 'GET' | 'POST'
  path: RegExp
  handle: (request: IncomingMessage, response: ServerResponse, match: RegExpExecArray) => Promise<void> | void
}

export function createRoutes(deps: RouteDeps): readonly Route[] {
  return [
    { method: 'POST', path: /^\/v1\/messages$/, handle: (request, response) => postMessage(deps, request, response) },
    { method: 'POST', path: /^\/v1\/webhook$/, handle: (request, response) => postWebhook(deps, request, response) },
    {
      method: 'GET',
      path: /^\/v1\/sessions\/([A-Za-z0-9_-]{1,64})$/,
      handle: (_request, response, match) => getSession(deps, response, match[1] ?? ''),
    },
    { method: 'GET', path: /^\/healthz$/, handle: (_request, response) => getHealth(deps, response) },
    { method: 'GET', path: /^\/$/, handle: (_request, response) => getPage(deps, response) },
  ]
}

async function postMessage(deps: RouteDeps, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { session, content, stream } = await readJson(request, messageRequestSchema)
  const turn = { session, trigger: { kind: 'chat-message', content } as const }
  if (!stream) return answerJson(response, 200, await deps.turns.take(turn))

  const opened: { events?: EventStream } = {}
  try {
    const answer = await deps.turns.take({
      ...turn,
      onStart: () => {
        opened.events = openEventStream(response)
      },
      onDelta: (text) => opened.events?.send('delta', { text }),
    })
    opened.events?.send('done', answer)
  } catch (error) {
    // Refused before it began: an ordinary answer with its status. Afterwards the status has left already.
    if (opened.events === undefined) throw error
    if (!(error instanceof BulkheadError)) deps.log.error('request-failed', { message: messageOf(error) })
    opened.events.send('error', toErrorBody(error))
  }
  opened.events?.end()
}

async function postWebhook(deps: RouteDeps, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { session, event, payload } = await readJson(request, webhookRequestSchema)
  answerJson(
    response,
    200,
    await deps.turns.take({ session, trigger: { kind: 'webhook', event, payload: payload ?? null } }),
  )
}

function getSession(deps: RouteDeps, response: ServerResponse, session: string): void {
  const history = deps.turns.history(session)
  if (history === null) throw new BulkheadError('not-found', 'There is no such conversation.')
  answerJson(response, 200, { session, ...history })
}

function getHealth(deps: RouteDeps, response: ServerResponse): void {
  const active = requireActive(deps)
  const health: HealthResponse = {
    status: deps.draining() ? 'draining' : 'ready',
    version: active.plan.bundle.blueprint.version,
    bundleDigest: active.plan.digest,
  }
  answerJson(response, 200, health)
}

function getPage(deps: RouteDeps, response: ServerResponse): void {
  const html = deps.page.render(requireActive(deps).plan.bundle, deps.sealed())
  setCommonHeaders(response, deps.page.contentSecurityPolicy)
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-length': Buffer.byteLength(html) })
  response.end(html)
}

function requireActive({ bundles }: RouteDeps) {
  if (bundles.active === null) throw new BulkheadError('not-ready', 'The agent is starting. Try again in a moment.')
  return bundles.active
}
