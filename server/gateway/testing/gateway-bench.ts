import type { RequestListener } from 'node:http'
import { connect } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import type { Database } from '@/server/db/client'
import { createTestDatabase, type TestDatabase } from '@/server/db/testing/test-database'
import { createDoorsFolder, type DoorsFolder } from '@/server/doors/testing/doors-folder'
import { type SeededTenant, seedTenant } from '@/server/doors/testing/seed-tenant'
import { createLogger } from '@/server/log'
import { createGateway, type Gateway } from '../gateway'
import type { GatewayLimits } from '../limits'
import { type Answer, ask, type Question } from './ask'
import { type IngressPeer, type IngressPeerOptions, startIngressPeer } from './ingress-peer'

/** A gateway on a real database, anew for each test, with two tenants whose runtimes the test plays. */
export type GatewayBench = {
  readonly database: TestDatabase
  readonly db: Database
  readonly gateway: Gateway
  readonly doors: DoorsFolder
  readonly acme: SeededTenant
  readonly umbrella: SeededTenant
  ask(host: string, question?: Question): Promise<Answer>
  sendRaw(text: string): Promise<string>
  serve(tenant: SeededTenant, handle: RequestListener, more?: Partial<IngressPeerOptions>): IngressPeer
  /** Stops the gateway and starts one with other limits, or on the port that it had. */
  reopen(limits: Partial<GatewayLimits>, port?: number): Promise<void>
}

/** Registers the hooks; what it returns is filled when a test runs. */
export function setUpGateway(): GatewayBench {
  let peers: IngressPeer[] = []
  const bench = {} as { -readonly [Part in keyof GatewayBench]: GatewayBench[Part] }

  const open = (limits: Partial<GatewayLimits> = {}, port = 0) =>
    createGateway({
      db: bench.db,
      doorsFolder: bench.doors.path,
      domain: 'localhost',
      host: '127.0.0.1',
      port,
      log: createLogger('test', 'silent'),
      limits: { stopGraceMs: 200, ...limits },
    })

  beforeAll(async () => {
    bench.database = await createTestDatabase()
    bench.db = bench.database.connect('gateway')
    bench.acme = await seedTenant(bench.database, 'acme')
    bench.umbrella = await seedTenant(bench.database, 'umbrella')
  })
  afterAll(() => bench.database.close())
  beforeEach(async () => {
    bench.doors = await createDoorsFolder()
    await bench.doors.addRuntime(bench.acme.runtimeId)
    await bench.doors.addRuntime(bench.umbrella.runtimeId)
    bench.gateway = await open()
  })
  afterEach(async () => {
    for (const peer of peers) peer.kill()
    peers = []
    await bench.gateway.close()
    await bench.doors.remove()
  })

  bench.ask = (host, question) => ask(bench.gateway.port, host, question)
  bench.sendRaw = (text) => sendRaw(bench.gateway.port, text)
  bench.serve = (tenant, handle, more = {}) => {
    const socketPath = bench.doors.socketPath(tenant.runtimeId, 'ingress')
    const peer = startIngressPeer({ socketPath, handle, ...more })
    peers.push(peer)
    return peer
  }
  bench.reopen = async (limits, port) => {
    await bench.gateway.close()
    bench.gateway = await open(limits, port)
  }
  return bench
}

export const sayHello: RequestListener = (_request, response) => response.end('hello')
export const echo: RequestListener = (request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' })
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () =>
    response.end(JSON.stringify({ headers: request.headers, body: String(Buffer.concat(chunks)), url: request.url })),
  )
}

function sendRaw(port: number, text: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    let received = ''
    socket.on('data', (chunk) => (received += chunk))
    socket.on('error', () => undefined)
    socket.once('close', () => resolve(received))
    socket.write(text)
  })
}
