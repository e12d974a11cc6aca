import type { IncomingMessage, ServerResponse } from 'node:http'
import { BulkheadError, toErrorBody } from '@/domain/errors'
import { type HealthResponse, messageRequestSchema } from '@/domain/runtime/runtime-api'
import type { ActiveBundles } from '../bundle/active-bundles'
import type { HeldBundles } from '../bundle/held-bundles'
import type { ChatPage } from '../chat-page/render-page'
import type { Knowledge } from '../host/assemble-knowledge'
import { type Log, messageOf } from '../host/log'
import { responseOf } from '../runs/response'
import type { RunEngine, RunRequest } from '../runs/run-engine'
import type { Stores } from '../store/open-stores'
import { answerJson, setCommonHeaders } from './answer'
import { approvalRoutes } from './approval-routes'
import { eventRoutes } from './event-routes'
import { type EventStream, openEventStream } from './event-stream'
import { readJson } from './read-request'
import { requestKeyOf } from './request-key'
import { sessionRoutes } from './session-routes'

export type RouteDeps = {
  engine: RunEngine
  stores: Stores
  held: HeldBundles
  knowledge: Knowledge
  bundles: ActiveBundles
  page: ChatPage
  log: Log
  draining: () => boolean
  /** No guard had to be waived. */
  sealed: () => boolean
}

export type Route = {
  method: 'GET' | 'POST' | 'DELETE' | 'OPTIONS'
  path: RegExp
  handle: (request: IncomingMessage, response: ServerResponse, match: RegExpExecArray) => Promise<void> | void
}

export function createRoutes(deps: RouteDeps): readonly Route[] {
  return [
    { method: 'POST', path: /^\/v1\/messages$/, handle: (request, response) => postMessage(deps, request, response) },
    ...eventRoutes(deps),
    ...sessionRoutes(deps),
    ...approvalRoutes(deps),
    { method: 'GET', path: /^\/healthz$/, handle: (_request, response) => getHealth(deps, response) },
    { method: 'GET', path: /^\/$/, handle: (_request, response) => getPage(deps, response) },
  ]
}

async function postMessage(deps: RouteDeps, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { session, content, stream } = await readJson(request, messageRequestSchema)
  const asked: RunRequest = {
    session,
    event: { kind: 'chat-message', content, files: [] },
    ...requestKeyOf(request),
  }
  if (!stream) return answerJson(response, 200, responseOf(await deps.engine.start(asked)))

  const opened: { events?: EventStream } = {}
  try {
    const answer = await deps.engine.start({
      ...asked,
      onStart: () => {
        opened.events = openEventStream(response)
      },
      onDelta: (text) => opened.events?.send('delta', { text }),
    })
    opened.events ??= openEventStream(response)
    opened.events.send('done', responseOf(answer))
  } catch (error) {
    // Refused before it began: an ordinary answer with its status. Afterwards the status has left already.
    if (opened.events === undefined) throw error
    if (!(error instanceof BulkheadError)) deps.log.error('request-failed', { message: messageOf(error) })
    opened.events.send('error', toErrorBody(error))
  }
  opened.events?.end()
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
