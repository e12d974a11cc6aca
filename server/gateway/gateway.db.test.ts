import { existsSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { inScope } from '@/server/db/scope'
import { createDoorsFolder } from '@/server/doors/testing/doors-folder'
import { type SeededTenant, seedTenant } from '@/server/doors/testing/seed-tenant'
import { waitFor } from '@/server/doors/testing/wait-for'
import { createLogger } from '@/server/log'
import { createGateway } from './gateway'
import { echo, sayHello, setUpGateway } from './testing/gateway-bench'

const bench = setUpGateway()

it('says which port is taken and how to choose another, and leaves no door open behind it', async () => {
  const doors = await createDoorsFolder()
  try {
    const runtimeId = bench.acme.runtimeId
    await doors.addRuntime(runtimeId)
    const { port } = bench.gateway
    const log = createLogger('test', 'silent')
    const where = { doorsFolder: doors.path, domain: 'localhost', host: '127.0.0.1' }
    await expect(createGateway({ db: bench.db, ...where, port, log })).rejects.toMatchObject({
      code: 'conflict',
      message: `Port ${port} on 127.0.0.1 is taken. Free it, or set BULKHEAD_GATEWAY_PORT to another.`,
    })
    expect(existsSync(doors.socketPath(runtimeId, 'ingress'))).toBe(false)
  } finally {
    await doors.remove()
  }
})

describe('routing', () => {
  it('brings each host to its own tenant, whatever the request claims', async () => {
    bench.serve(bench.acme, (_request, response) => response.end('acme'))
    bench.serve(bench.umbrella, (_request, response) => response.end('umbrella'))
    const headers = { 'x-forwarded-host': 'umbrella.localhost', 'x-bulkhead-runtime': bench.umbrella.runtimeId }
    expect((await bench.ask('acme.localhost', { headers })).body).toBe('acme')
    expect((await bench.ask('UMBRELLA.LocalHost.:4380')).body).toBe('umbrella')
  })

  it.each(['nobody.localhost', 'localhost', 'api.localhost', 'a.acme.localhost', 'acme.example.org', '[::1]:80'])(
    'answers 404 for %s',
    async (host) => {
      const answer = await bench.ask(host)
      expect(answer.status).toBe(404)
      expect(JSON.parse(answer.body).error.code).toBe('not-found')
    },
  )

  it('shows people a page that cannot carry what they typed as markup', async () => {
    const answer = await bench.ask('nobody.localhost', { headers: { accept: 'text/html,*/*' } })
    expect(answer.status).toBe(404)
    expect(answer.headers['content-type']).toContain('text/html')
    expect(answer.body).toContain('nobody.localhost')
    const odd = await bench.ask('<script>.localhost', { headers: { accept: 'text/html' } })
    expect(odd.status).toBe(400)
    expect(odd.body).not.toContain('<script>')
  })

  it('answers 400 to a request without a host, with two hosts, or with an absolute target', async () => {
    const raw = (text: string) => bench.sendRaw(text)
    expect(await raw('GET / HTTP/1.1\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /)
    expect(
      await raw('GET / HTTP/1.1\r\nHost: acme.localhost\r\nHost: umbrella.localhost\r\nConnection: close\r\n\r\n'),
    ).toMatch(/ 400 /)
    expect(
      await raw('GET http://umbrella.localhost/ HTTP/1.1\r\nHost: acme.localhost\r\nConnection: close\r\n\r\n'),
    ).toMatch(/ 400 /)
  })

  it('finds a tenant as soon as its door opens, though it was asked for before', async () => {
    expect((await bench.ask('newcomer.localhost')).status).toBe(404)
    const newcomer = await seedTenant(bench.database, 'newcomer')
    await bench.doors.addRuntime(newcomer.runtimeId)
    await bench.gateway.refresh()
    bench.serve(newcomer, sayHello)
    await waitFor('it is found', async () => (await bench.ask('newcomer.localhost')).status === 200)
  })
})

describe('what passes', () => {
  it('cleans the head: forwarding headers are ours, control-plane cookies and internal headers stay out', async () => {
    bench.serve(bench.acme, echo)
    const { body } = await bench.ask('acme.localhost', {
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
      bench.serve(bench.acme, echo)
      const body = method === 'GET' || method === 'OPTIONS' ? undefined : 'payload é'
      const answer = await bench.ask('acme.localhost', {
        method,
        path: '/a%20b?q=1&q=2',
        ...(body ? { body } : {}),
      })
      expect(JSON.parse(answer.body)).toMatchObject({ url: '/a%20b?q=1&q=2', body: body ?? '' })
    },
  )

  it('answers HEAD with the head alone', async () => {
    bench.serve(bench.acme, (_request, response) => response.writeHead(200, { 'content-length': 5 }).end())
    const answer = await bench.ask('acme.localhost', { method: 'HEAD' })
    expect([answer.status, answer.headers['content-length'], answer.body]).toEqual([200, '5', ''])
  })

  it('streams both ways: each piece arrives while the rest is still to come', async () => {
    bench.serve(bench.acme, (request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      request.on('data', (chunk) => response.write(chunk))
      request.on('end', () => response.end())
    })
    const sent = httpRequest({
      port: bench.gateway.port,
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
    const peer = bench.serve(bench.acme, echo)
    for (let round = 0; round < 20; round++) {
      const headers = { expect: '100-continue', 'content-length': '2' }
      const answer = await bench.ask('acme.localhost', { method: 'POST', headers, body: 'ok' })
      expect(JSON.parse(answer.body).body).toBe('ok')
      expect(JSON.parse(answer.body).headers).not.toHaveProperty('expect')
    }
    expect(peer.connections).toBeLessThanOrEqual(6)
  })

  it('lets a tenant set no cookie of the control plane and none for other hosts', async () => {
    bench.serve(bench.acme, (_request, response) => {
      response.setHeader('set-cookie', ['better-auth.session_token=evil', 'theme=dark; Domain=localhost; Path=/'])
      response.end()
    })
    const answer = await bench.ask('acme.localhost')
    expect(answer.headers['set-cookie']).toEqual(['theme=dark; Path=/'])
  })

  it('carries trailers', async () => {
    bench.serve(bench.acme, (_request, response) => {
      response.writeHead(200, { trailer: 'x-sum' })
      response.write('data')
      response.addTrailers({ 'x-sum': '42' })
      response.end()
    })
    const raw = await bench.sendRaw('GET / HTTP/1.1\r\nHost: acme.localhost\r\nConnection: close\r\n\r\n')
    expect(raw).toContain('x-sum: 42')
  })

  it('carries an upgrade and then bytes both ways, and ends both sides together', async () => {
    let upstreamClosed = false
    bench.serve(bench.acme, sayHello, {
      onUpgrade(_request, socket, head) {
        socket.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n')
        socket.write(head)
        socket.on('data', (chunk) => socket.write(chunk))
        socket.once('close', () => {
          upstreamClosed = true
        })
      },
    })
    const client = connect(bench.gateway.port, '127.0.0.1')
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
    bench.serve(bench.acme, echo)
    const headers = { connection: 'upgrade', upgrade: 'h2c', 'http2-settings': 'AAMAAABk' }
    expect((await bench.ask('acme.localhost', { headers })).status).toBe(200)
    const post = { method: 'POST', body: 'kept', headers: { connection: 'upgrade', upgrade: 'websocket' } }
    expect(JSON.parse((await bench.ask('acme.localhost', post)).body).body).toBe('kept')
  })

  it('passes on a refused upgrade as the answer that it is', async () => {
    bench.serve(bench.acme, sayHello, {
      onUpgrade: (_request, socket) =>
        socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 2\r\nconnection: close\r\n\r\nno'),
    })
    const head = 'GET /ws HTTP/1.1\r\nHost: acme.localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'
    expect(await bench.sendRaw(head)).toMatch(/^HTTP\/1\.1 403 Forbidden[\s\S]*no$/)
  })
})

it('counts every request once, for the tenant whose it was', async () => {
  bench.serve(bench.acme, sayHello)
  const before = await countedRequests(bench.acme)
  await Promise.all(Array.from({ length: 25 }, () => bench.ask('acme.localhost')))
  await bench.gateway.close()
  expect((await countedRequests(bench.acme)) - before).toBe(25)
})

async function countedRequests(tenant: SeededTenant): Promise<number> {
  return inScope(bench.db, { tenantId: tenant.tenantId, workspaceId: tenant.workspaceId }, async (tx) => {
    const days = await tx.usageDay.findMany({ select: { requests: true } })
    return days.reduce((sum, day) => sum + Number(day.requests), 0)
  })
}
