import { createServer, type IncomingMessage, type Server, ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { BulkheadError } from '@/domain/errors'
import type { Database } from '@/server/db/client'
import { Tally } from '@/server/doors/tally'
import { listenAtDoors } from '@/server/doors/unix-doors'
import type { Logger } from '@/server/log'
import { answerBrokenRequest } from './broken-request'
import { handleRequest } from './handle-request'
import { IngressPool } from './ingress-pool'
import { defaultLimits, type GatewayLimits } from './limits'
import { RequestCounter } from './request-counter'
import { RouteTable, readRoute } from './route-table'

export type GatewayOptions = {
  db: Database
  doorsFolder: string
  /** Tenants live at `<slug>.<domain>`. */
  domain: string
  host: string
  /** 0: any free one. */
  port: number
  log: Logger
  limits?: Partial<GatewayLimits>
}

export type Gateway = {
  readonly port: number
  /** Looks for new doors now instead of within two seconds. */
  refresh(): Promise<void>
  /** Takes nothing new, lets what is under way finish for a moment, writes the counters, ends every connection. */
  close(): Promise<void>
}

/** The edge: `<slug>.<domain>` to the tenant's runtime, over connections that the runtime dialled. */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const limits: GatewayLimits = { ...defaultLimits, ...options.limits }
  const { db, log } = options
  const pools = new Map<string, IngressPool>()
  const poolFor = (runtimeId: string) => {
    const pool = pools.get(runtimeId) ?? new IngressPool(limits)
    pools.set(runtimeId, pool)
    return pool
  }
  const routes = new RouteTable((slug) => readRoute(db, slug), limits)
  const counter = new RequestCounter(db, log)
  const doors = await listenAtDoors({
    folder: options.doorsFolder,
    door: 'ingress',
    log,
    onConnection(runtimeId, socket) {
      if (!pools.has(runtimeId)) routes.forgetAbsent()
      poolFor(runtimeId).accept(socket)
    },
    onClosed(runtimeId) {
      // Whoever waits keeps the pool: the door may be made anew.
      if (pools.get(runtimeId)?.waiting === 0) pools.delete(runtimeId)
    },
  })
  const parts = { domain: options.domain, limits, routes, open: new Tally(limits.concurrent), counter, poolFor, log }
  const edge = createEdge(limits, (request, response, upgrade) => handleRequest(parts, request, response, upgrade))
  try {
    await listen(edge.server, options)
  } catch (error) {
    await Promise.all([doors.close(), counter.stop()])
    throw error
  }
  return {
    port: (edge.server.address() as AddressInfo).port,
    refresh: () => doors.refresh(),
    async close() {
      await edge.close()
      await doors.close()
      await counter.stop()
    },
  }
}

type Handle = (request: IncomingMessage, response: ServerResponse, upgrade?: Upgrade) => Promise<void>
type Upgrade = { protocol: string; socket: Socket; head: Buffer }

/** The HTTP server that clients reach, with every limit that can be set on it. */
function createEdge(limits: GatewayLimits, handle: Handle) {
  const sockets = new Set<Socket>()
  const server = createServer({
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    connectionsCheckingInterval: 5_000,
    keepAliveTimeout: 65_000,
    noDelay: true,
    // Judged by us, with a body that says what is wrong.
    requireHostHeader: false,
    // HTTP/2 over cleartext is offered by clients that are content with HTTP/1.1.
    shouldUpgradeCallback: (request) => upgradeOf(request) !== undefined,
  })
  // 0: none is dropped silently; how many there may be is judged by us.
  server.maxHeadersCount = 0
  server.maxConnections = limits.clientConnections
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  server.on('request', (request, response) => void handle(request, response))
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    if (!(Number(request.headers['content-length'] ?? 0) > limits.bodyBytes)) response.writeContinue()
    void handle(request, response)
  })
  server.on('upgrade', (request, stream, head) => {
    const socket = asSocket(stream)
    socket.on('error', () => socket.destroy())
    const response = new ServerResponse(request)
    response.shouldKeepAlive = false
    response.assignSocket(socket)
    response.once('finish', () => socket.destroySoon())
    void handle(request, response, { protocol: upgradeOf(request) ?? '', socket, head })
  })
  server.on('clientError', answerBrokenRequest)
  return { server, close: () => closeEdge(server, sockets, limits.stopGraceMs) }
}

/** Only a plain GET changes the protocol; anything else that offers one is served as the request that it is. */
function upgradeOf(request: IncomingMessage): string | undefined {
  const { upgrade, 'content-length': length, 'transfer-encoding': encoding } = request.headers
  const isPlainGet = request.method === 'GET' && Number(length ?? 0) === 0 && encoding === undefined
  return isPlainGet && upgrade !== undefined && !/^\s*h2c\b/i.test(upgrade) ? upgrade : undefined
}

/** A plain HTTP server upgrades nothing but TCP sockets. */
const asSocket = (stream: Duplex) => stream as Socket

async function closeEdge(server: Server, sockets: ReadonlySet<Socket>, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const cut = setTimeout(() => {
    for (const socket of sockets) socket.destroy()
  }, graceMs)
  await closed
  clearTimeout(cut)
}

function listen(server: Server, { host, port }: GatewayOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const message =
        error.code === 'EADDRINUSE'
          ? `Port ${port} on ${host} is taken. Free it, or set BULKHEAD_GATEWAY_PORT to another.`
          : `The gateway cannot listen on ${host}:${port}: ${error.message}.`
      reject(new BulkheadError('conflict', message, { cause: error }))
    })
    server.listen({ host, port, backlog: 1_024 }, resolve)
  })
}
