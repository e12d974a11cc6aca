import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Tally } from '@/server/doors/tally'
import type { Logger } from '@/server/log'
import { answerRefusal } from './error-page'
import type { Exchange } from './exchange'
import { forward } from './forward'
import { towardsRuntime } from './headers'
import { slugOfHost } from './host'
import type { IngressPool } from './ingress-pool'
import type { GatewayLimits } from './limits'
import {
  bodyTooLarge,
  malformedRequest,
  notRunning,
  Refusal,
  tooManyAtOnce,
  tooManyHeaders,
  unknownHost,
} from './refusal'
import { RequestBody } from './request-body'
import type { RequestCounter } from './request-counter'
import type { Route, RouteTable } from './route-table'

export type GatewayParts = {
  domain: string
  limits: GatewayLimits
  routes: RouteTable
  /** Requests that each tenant has open, so that one tenant's crowd leaves room for the others. */
  open: Tally
  counter: RequestCounter
  poolFor(runtimeId: string): IngressPool
  log: Logger
}

/** From a client's request to the end of its answer. Never rejects: whatever goes wrong becomes an answer. */
export async function handleRequest(
  parts: GatewayParts,
  request: IncomingMessage,
  response: ServerResponse,
  upgrade?: Exchange['upgrade'],
): Promise<void> {
  try {
    await serve(parts, request, response, upgrade)
  } catch (error) {
    if (!(error instanceof Refusal)) parts.log.error({ cause: String(error) }, 'a request could not be handled')
    else if (error.status >= 500) parts.log.warn({ code: error.code, cause: causeOf(error) }, error.title)
    const refusal = error instanceof Refusal ? error : new Refusal(500, 'internal', 'Our mistake', internalMessage)
    answerRefusal(request, response, refusal)
  }
}

const internalMessage = 'Something went wrong on our side. It has been logged.'

async function serve(
  parts: GatewayParts,
  request: IncomingMessage,
  response: ServerResponse,
  upgrade: Exchange['upgrade'],
): Promise<void> {
  const { limits, routes } = parts
  const host = checkHead(request, limits)
  const slug = slugOfHost(host, parts.domain)
  if (slug instanceof Refusal) throw slug
  const found = routes.find(slug)
  const present = (route: Route | null): Route => {
    if (route !== null && route.runtime?.desiredState !== 'removed') return route
    throw unknownHost(`${slug}.${parts.domain}`)
  }
  const route = present(found instanceof Promise ? await found : found)
  if (!parts.open.enter(route.tenantId)) throw tooManyAtOnce(limits.concurrent)
  try {
    parts.counter.count(route.tenantId, route.workspaceId)
    if (route.runtime === null) throw notRunning(undefined)
    const body = hasBody(request) ? new RequestBody(request, limits) : null
    const origin = { host: host ?? '', address: request.socket.remoteAddress ?? '', protocol: 'http' } as const
    const headers = towardsRuntime(request.rawHeaders, origin, body !== null)
    const exchange: Exchange = { request, response, headers, body, ...(upgrade === undefined ? {} : { upgrade }) }
    await forward(exchange, parts.poolFor(route.runtime.id), {
      limits,
      readPhase: async (freshness) => {
        return present(await readAgain(routes, slug, route, freshness)).runtime?.observedPhase
      },
    })
    await ended(exchange)
  } finally {
    parts.open.leave(route.tenantId)
  }
}

/** What can be judged without knowing whose request it is. Returns the one Host. */
function checkHead(request: IncomingMessage, limits: GatewayLimits): string | undefined {
  if (request.rawHeaders.length / 2 > limits.headerCount) throw tooManyHeaders(limits.headerCount)
  if (request.url?.startsWith('/') !== true) throw malformedRequest('The request target must be a path.')
  const hosts = request.headersDistinct.host ?? []
  if (hosts.length > 1) throw malformedRequest('The request names more than one host.')
  if (Number(request.headers['content-length'] ?? 0) > limits.bodyBytes) throw bodyTooLarge(limits.bodyBytes)
  return hosts[0]
}

function hasBody(request: IncomingMessage): boolean {
  if (request.headers['transfer-encoding'] !== undefined) return true
  return Number(request.headers['content-length'] ?? 0) > 0
}

async function readAgain(routes: RouteTable, slug: string, known: Route, freshness: 'cached' | 'now') {
  const found = freshness === 'now' ? routes.refresh(slug) : routes.find(slug)
  return Promise.resolve(found).catch(() => known)
}

/** A tenant's open streams count as open requests until they close. */
function ended({ response, upgrade }: Exchange): Promise<void> | undefined {
  const stream = upgrade === undefined ? response : upgrade.socket
  if (stream.closed || stream.destroyed) return undefined
  return new Promise((resolve) => stream.once('close', () => resolve()))
}

function causeOf(error: Refusal): string | undefined {
  return error.cause === undefined ? undefined : String(error.cause)
}
