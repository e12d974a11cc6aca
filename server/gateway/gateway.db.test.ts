import { request as httpRequest, type RequestListener } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '@/server/db/client'
import { inScope } from '@/server/db/scope'
import { createTestDatabase, type TestDatabase } from '@/server/db/testing/test-database'
import { createDoorsFolder, type DoorsFolder } from '@/server/doors/testing/doors-folder'
import { type SeededTenant, seedTenant } from '@/server/doors/testing/seed-tenant'
import { waitFor } from '@/server/doors/testing/wait-for'
import { createLogger } from '@/server/log'
import { createGateway, type Gateway } from './gateway'
import type { GatewayLimits } from './limits'
import { ask } from './testing/ask'
import { type IngressPeer, type IngressPeerOptions, startIngressPeer } from './testing/ingress-peer'

let database: TestDatabase
let db: Database
let acme: SeededTenant
let umbrella: SeededTenant
let doors: DoorsFolder
let gateway: Gateway
let peers: IngressPeer[]

beforeAll(async () => {
  database = await createTestDatabase()
  db = database.connect('gateway')
  acme = await seedTenant(database, 'acme')
  umbrella = await seedTenant(database, 'umbrella')
})
afterAll(() => database.close())

beforeEach(async () => {
  doors = await createDoorsFolder()
  await doors.addRuntime(acme.runtimeId)
  await doors.addRuntime(umbrella.runtimeId)
  peers = []
  gateway = await open()
})
afterEach(async () => {
  for (const peer of peers) peer.kill()
  await gateway.close()
  await doors.remove()
})

const open = (limits: Partial<GatewayLimits> = {}, port = 0) =>
  createGateway({
    db,
    doorsFolder: doors.path,
    domain: 'localhost',
    host: '127.0.0.1',
    port,
    log: createLogger('test', 'silent'),
    limits: { stopGraceMs: 200, ...limits },
  })

async function reopen(limits: Partial<GatewayLimits>) {
  await gateway.close()
  gateway = await open(limits)
}

function serve(tenant: SeededTenant, handle: RequestListener, more: Partial<IngressPeerOptions> = {}) {
  const peer = startIngressPeer({ socketPath: doors.socketPath(tenant.runtimeId, 'ingress'), handle, ...more })
  peers.push(peer)
  return peer
}

const sayHello: RequestListener = (_request, response) => response.end('hello')
const echo: RequestListener = (request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' })
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () =>
    response.end(JSON.stringify({ headers: request.headers, body: String(Buffer.concat(chunks)), url: request.url })),
  )
}

describe('routing', () => {
  it('brings each host to its own tenant, whatever the request claims', async () => {
    serve(acme, (_request, response) => response.end('acme'))
    serve(umbrella, (_request, response) => response.end('umbrella'))
    const headers = { 'x-forwarded-host': 'umbrella.localhost', 'x-bulkhead-runtime': umbrella.runtimeId }
    expect((await ask(gateway.port, 'acme.localhost', { headers })).body).toBe('acme')
    expect((await ask(gateway.port, 'UMBRELLA.LocalHost.:4380')).body).toBe('umbrella')
  })

  it.each(['nobody.localhost', 'localhost', 'api.localhost', 'a.acme.localhost', 'acme.example.org', '[::1]:80'])(
    'answers 404 for %s',
    async (host) => {
      const answer = await ask(gateway.port, host)
      expect(answer.status).toBe(404)
      expect(JSON.parse(answer.body).error.code).toBe('not-found')
    },
  )

  it('shows people a page that cannot carry what they typed as markup', async () => {
    const answer = await ask(gateway.port, 'nobody.localhost', { headers: { accept: 'text/html,*/*' } })
    expect(answer.status).toBe(404)
    expect(answer.headers['content-type']).toContain('text/html')
    expect(answer.body).toContain('nobody.localhost')
    const odd = await ask(gateway.port, '<script>.localhost', { headers: { accept: 'text/html' } })
    expect(odd.status).toBe(400)
    expect(odd.body).not.toContain('<script>')
  })

  it('answers 400 to a request without a host, with two hosts, or with an absolute target', async () => {
    const raw = (text: string) => sendRaw(gateway.port, text)
    expect(await raw('GET / HTTP/1.1\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /)
    expect(
      await raw('GET / HTTP/1.1\r\nHost: acme.localhost\r\nHost: umbrella.localhost\r\nConnection: close\r\n\r\n'),
    ).toMatch(/ 400 /)
    expect(
      await raw('GET http://umbrella.localhost/ HTTP/1.1\r\nHost: acme.localhost\r\nConnection: close\r\n\r\n'),
    ).toMatch(/ 400 /)
  })

  it('finds a tenant as soon as its door opens, though it was asked for before', async () => {
    expect((await ask(gateway.port, 'newcomer.localhost')).status).toBe(404)
    const newcomer = await seedTenant(database, 'newcomer')
    await doors.addRuntime(newcomer.runtimeId)
    await gateway.refresh()
    serve(newcomer, sayHello)
    await waitFor('it is found', async () => (await ask(gateway.port, 'newcomer.localhost')).status === 200)
  })
})

describe('what passes', () => {
  it('cleans the head: forwarding headers are ours, control-plane cookies and internal headers stay out', async () => {
    serve(acme, echo)
    const { body } = await ask(gateway.port, 'acme.localhost', {
      headers: {
        'x-forwarded-for': '6.6.6.6',
        forwarded: 'for=6.6.6.6',
        'x-bulkhead-draining': '1',
        connection: 'close, x-private',
        'x-private': 'hop',
        cookie: 'better-auth.session_token=s; theme=dark; __Secure-better-auth.session_token=t; bulkhead_ws=1',
      },
    })
    const { headers } = JSON.parse(body)
    expect(headers).toMatchObject({
      cookie: 'theme=dark',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-host': 'acme.localhost',
      'x-forwarded-proto': 'http',
      host: 'acme.localhost',
    })
    expect(headers.forwarded).toContain('for=127.0.0.1')
    for (const name of ['x-bulkhead-draining', 'x-private']) expect(headers).not.toHaveProperty(name)
  })

  it.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
    'carries %s with path, query and body',
    async (method) => {
      serve(acme, echo)
      const body = method === 'GET' || method === 'OPTIONS' ? undefined : 'payload é'
      const answer = await ask(gateway.port, 'acme.localhost', {
        method,
        path: '/a%20b?q=1&q=2',
        ...(body ? { body } : {}),
      })
      expect(JSON.parse(answer.body)).toMatchObject({ url: '/a%20b?q=1&q=2', body: body ?? '' })
    },
  )

  it('answers HEAD with the head alone', async () => {
    serve(acme, (_request, response) => response.writeHead(200, { 'content-length': 5 }).end())
    const answer = await ask(gateway.port, 'acme.localhost', { method: 'HEAD' })
    expect([answer.status, answer.headers['content-length'], answer.body]).toEqual([200, '5', ''])
  })

  it('streams both ways: each piece arrives while the rest is still to come', async () => {
    serve(acme, (request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      request.on('data', (chunk) => response.write(chunk))
      request.on('end', () => response.end())
    })
    const sent = httpRequest({
      port: gateway.port,
      host: '127.0.0.1',
      method: 'POST',
      headers: { host: 'acme.localhost' },
    })
    let got = ''
    sent.once('response', (response) => response.on('data', (chunk) => (got += chunk)))
    for (const piece of ['one', 'two', 'three']) {
      sent.write(piece)
      await waitFor(`${piece} comes back`, () => got.endsWith(piece))
    }
    sent.end()
  })

  it('reuses a connection for one request after the other, and asks the runtime for 100-continue never', async () => {
    const peer = serve(acme, echo)
    for (let round = 0; round < 20; round++) {
      const headers = { expect: '100-continue', 'content-length': '2' }
      const answer = await ask(gateway.port, 'acme.localhost', { method: 'POST', headers, body: 'ok' })
      expect(JSON.parse(answer.body).body).toBe('ok')
      expect(JSON.parse(answer.body).headers).not.toHaveProperty('expect')
    }
    expect(peer.connections).toBeLessThanOrEqual(6)
  })

  it('lets a tenant set no cookie of the control plane and none for other hosts', async () => {
    serve(acme, (_request, response) => {
      response.setHeader('set-cookie', ['better-auth.session_token=evil', 'theme=dark; Domain=localhost; Path=/'])
      response.end()
    })
    const answer = await ask(gateway.port, 'acme.localhost')
    expect(answer.headers['set-cookie']).toEqual(['theme=dark; Path=/'])
  })

  it('carries trailers', async () => {
    serve(acme, (_request, response) => {
      response.writeHead(200, { trailer: 'x-sum' })
      response.write('data')
      response.addTrailers({ 'x-sum': '42' })
      response.end()
    })
    const raw = await sendRaw(gateway.port, 'GET / HTTP/1.1\r\nHost: acme.localhost\r\nConnection: close\r\n\r\n')
    expect(raw).toContain('x-sum: 42')
  })

  it('carries an upgrade and then bytes both ways, and ends both sides together', async () => {
    let upstreamClosed = false
    serve(acme, sayHello, {
      onUpgrade(_request, socket, head) {
        socket.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n')
        socket.write(head)
        socket.on('data', (chunk) => socket.write(chunk))
        socket.once('close', () => {
          upstreamClosed = true
        })
      },
    })
    const client = connect(gateway.port, '127.0.0.1')
    let got = ''
    client.on('data', (chunk) => (got += chunk))
    client.write('GET /ws HTTP/1.1\r\nHost: acme.localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nearly ')
    await waitFor('101 and the early bytes', () => got.includes('101 Switching') && got.endsWith('early '))
    client.write('later')
    await waitFor('the echo', () => got.endsWith('later'))
    client.destroy()
    await waitFor('the other side ends', () => upstreamClosed)
  })

  it('serves a request that offers another protocol without being able to change to it', async () => {
    serve(acme, echo)
    const headers = { connection: 'upgrade', upgrade: 'h2c', 'http2-settings': 'AAMAAABk' }
    expect((await ask(gateway.port, 'acme.localhost', { headers })).status).toBe(200)
    const post = { method: 'POST', body: 'kept', headers: { connection: 'upgrade', upgrade: 'websocket' } }
    expect(JSON.parse((await ask(gateway.port, 'acme.localhost', post)).body).body).toBe('kept')
  })

  it('passes on a refused upgrade as the answer that it is', async () => {
    serve(acme, sayHello, {
      onUpgrade: (_request, socket) =>
        socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 2\r\nconnection: close\r\n\r\nno'),
    })
    const head = 'GET /ws HTTP/1.1\r\nHost: acme.localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'
    expect(await sendRaw(gateway.port, head)).toMatch(/^HTTP\/1\.1 403 Forbidden[\s\S]*no$/)
  })
})

describe('replacement', () => {
  it('fails none of 300 requests while the runtime drains and a new one takes over', async () => {
    const slowly: RequestListener = (request, response) => {
      request.resume()
      request.on('end', () => setTimeout(() => response.end('done'), 5))
    }
    const old = serve(acme, slowly)
    const failures: string[] = []
    let asked = 0
    let replaced: Promise<unknown> | undefined
    const askOnAndOn = async () => {
      while (asked < 300) {
        asked += 1
        const question = asked % 2 === 0 ? { method: 'POST', body: `message ${asked}` } : {}
        if (asked === 100) replaced = old.drain().then(() => serve(acme, slowly))
        const answer = await ask(gateway.port, 'acme.localhost', question)
        if (answer.status !== 200) failures.push(answer.body)
      }
    }
    await Promise.all(Array.from({ length: 30 }, askOnAndOn))
    await replaced
    expect(failures).toEqual([])
    expect(peers[0]?.served.length).toBeGreaterThan(0)
    expect(peers[1]?.served.length).toBeGreaterThan(0)
    expect((peers[0]?.served.length ?? 0) + (peers[1]?.served.length ?? 0)).toBe(300)
  })

  it('holds a request until a runtime dials', async () => {
    const answer = ask(gateway.port, 'acme.localhost', { method: 'POST', body: 'kept' })
    await pause(50)
    serve(acme, echo)
    expect(JSON.parse((await answer).body).body).toBe('kept')
  })

  it('sends again, from its start, a body that a draining runtime had begun to read', async () => {
    const drainer = serve(acme, () => undefined, { spare: 1 })
    await waitFor('dialled', () => drainer.connections === 1)
    void drainer.drain()
    const answer = ask(gateway.port, 'acme.localhost', { method: 'POST', body: 'x'.repeat(500_000) })
    await pause(20)
    serve(acme, echo)
    expect(JSON.parse((await answer).body).body.length).toBe(500_000)
  })

  it('finds the runtimes again after it was stopped and started', async () => {
    serve(acme, sayHello)
    expect((await ask(gateway.port, 'acme.localhost')).status).toBe(200)
    const { port } = gateway
    await gateway.close()
    gateway = await open({}, port)
    expect((await ask(port, 'acme.localhost')).status).toBe(200)
  })

  it('says in a sentence why nobody answers, after waiting in vain', async () => {
    await reopen({ waitForRuntimeMs: 50 })
    const crashed = await seedTenant(database, 'crashed', 'crashed')
    await doors.addRuntime(crashed.runtimeId)
    const answer = await ask(gateway.port, 'crashed.localhost')
    expect(answer.status).toBe(503)
    expect(answer.headers['retry-after']).toBeDefined()
    expect(JSON.parse(answer.body).error.message).toMatch(/stopped unexpectedly/)
  })

  it('repeats a safe request whose runtime died before a word of the answer, and never an unsafe one', async () => {
    await reopen({ waitForRuntimeMs: 1_000 })
    let died = 0
    const dying: RequestListener = (request, response) => {
      if (died++ === 0) request.socket.destroy()
      else response.end('alive')
    }
    serve(acme, dying)
    expect((await ask(gateway.port, 'acme.localhost')).body).toBe('alive')
    died = 0
    const answer = await ask(gateway.port, 'acme.localhost', { method: 'POST', body: 'pay' })
    expect(answer.status).toBe(502)
    expect(answer.body).toMatch(/may or may not/)
    expect(died).toBe(1)
  })
})

describe('limits', () => {
  it('lets no more wait than it can hold', async () => {
    await reopen({ waiting: 3, waitForRuntimeMs: 300 })
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(gateway.port, 'acme.localhost')))
    expect(answers.every((answer) => answer.status === 503)).toBe(true)
    expect(answers.filter((answer) => answer.body.includes('too many requests already wait'))).toHaveLength(7)
  })

  it('lets one tenant open only so many requests, and the others all the same', async () => {
    await reopen({ concurrent: 2 })
    serve(acme, () => undefined)
    serve(umbrella, sayHello)
    const hanging = [0, 1].map(() => httpRequest({ port: gateway.port, headers: { host: 'acme.localhost' } }))
    for (const request of hanging) request.on('error', () => undefined).end()
    await waitFor('both are with the runtime', () => peers[0]?.served.length === 2)
    expect((await ask(gateway.port, 'acme.localhost')).status).toBe(429)
    expect((await ask(gateway.port, 'umbrella.localhost')).status).toBe(200)
    for (const request of hanging) request.destroy()
    serve(acme, sayHello)
    await waitFor('there is room again', async () => (await ask(gateway.port, 'acme.localhost')).status === 200)
  })

  it.each([
    ['announced', { 'content-length': '20000' }],
    ['found out on the way', { 'transfer-encoding': 'chunked' }],
  ])('answers 413 to a body over the limit, %s', async (_name, headers) => {
    await reopen({ bodyBytes: 10_000 })
    serve(acme, echo)
    const answer = await ask(gateway.port, 'acme.localhost', { method: 'POST', headers, body: 'x'.repeat(20_000) })
    expect(answer.status).toBe(413)
    expect(JSON.parse(answer.body).error.details).toEqual({ limitBytes: 10_000 })
  })

  it('answers 431 to ten thousand headers, and to many small ones', async () => {
    const head = (count: number) =>
      `GET / HTTP/1.1\r\nHost: acme.localhost\r\nConnection: close\r\n${'a:b\r\n'.repeat(count)}\r\n`
    expect(await sendRaw(gateway.port, head(10_000))).toMatch(/^HTTP\/1\.1 431 /)
    expect(await sendRaw(gateway.port, head(300))).toMatch(/^HTTP\/1\.1 431 /)
  })

  it('answers 504 when the first byte is overdue', async () => {
    await reopen({ firstByteMs: 100 })
    serve(acme, () => undefined)
    expect((await ask(gateway.port, 'acme.localhost')).status).toBe(504)
  })

  it('does not read ahead of a slow client: the runtime feels the pressure', async () => {
    let written = 0
    let upstreamEnded = false
    serve(acme, (_request, response) => {
      response.once('close', () => {
        upstreamEnded = true
      })
      const more = () => {
        while (!response.destroyed && written < 200_000_000) {
          written += 65_536
          if (!response.write(Buffer.alloc(65_536))) return
        }
      }
      response.on('drain', more)
      more()
    })
    const client = connect(gateway.port, '127.0.0.1')
    client.pause()
    client.write('GET / HTTP/1.1\r\nHost: acme.localhost\r\n\r\n')
    let last = -1
    await waitFor('the runtime stops writing', async () => {
      const before = last
      last = written
      await pause(100)
      return written > 0 && before === written
    })
    expect(written).toBeLessThan(50_000_000)
    client.destroy()
    await waitFor('the abort reaches the runtime', () => upstreamEnded)
  })

  it('cuts off a client that takes nothing for too long', async () => {
    await reopen({ slowReaderMs: 100 })
    let ended = false
    serve(acme, (_request, response) => {
      response.once('close', () => {
        ended = true
      })
      response.write(Buffer.alloc(50_000_000))
    })
    const client = connect(gateway.port, '127.0.0.1')
    client.pause()
    client.write('GET / HTTP/1.1\r\nHost: acme.localhost\r\n\r\n')
    await waitFor('cut off', () => ended)
    client.destroy()
  })

  it('tells the runtime when the client goes away in the middle of its request, and serves the next one', async () => {
    let aborted = false
    const peer = serve(acme, (request, response) => {
      request.resume()
      if (request.method === 'GET') response.end('fine')
      response.once('close', () => {
        aborted ||= request.method === 'POST'
      })
    })
    const client = connect(gateway.port, '127.0.0.1')
    client.write('POST / HTTP/1.1\r\nHost: acme.localhost\r\nContent-Length: 1000\r\n\r\nhalf')
    await waitFor('the runtime has it', () => peer.served.length === 1)
    client.destroy()
    await waitFor('the runtime knows', () => aborted)
    expect((await ask(gateway.port, 'acme.localhost')).body).toBe('fine')
  })

  it('tells the runtime when the client goes away before the answer', async () => {
    let aborted = false
    const peer = serve(acme, (_request, response) => {
      response.once('close', () => {
        aborted = true
      })
    })
    const client = connect(gateway.port, '127.0.0.1')
    client.write('GET / HTTP/1.1\r\nHost: acme.localhost\r\n\r\n')
    await waitFor('the runtime has it', () => peer.served.length === 1)
    client.destroy()
    await waitFor('the runtime knows', () => aborted)
  })
})

it('counts every request once, for the tenant whose it was', async () => {
  serve(acme, sayHello)
  const before = await countedRequests(acme)
  await Promise.all(Array.from({ length: 25 }, () => ask(gateway.port, 'acme.localhost')))
  await gateway.close()
  expect((await countedRequests(acme)) - before).toBe(25)
})

async function countedRequests(tenant: SeededTenant): Promise<number> {
  return inScope(db, { tenantId: tenant.tenantId, workspaceId: tenant.workspaceId }, async (tx) => {
    const days = await tx.usageDay.findMany({ select: { requests: true } })
    return days.reduce((sum, day) => sum + Number(day.requests), 0)
  })
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
