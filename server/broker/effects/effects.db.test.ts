import { randomUUID } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { SeededTenant } from '@/server/doors/testing/seed-tenant'
import { type HttpServer, startHttpServer, startMailServer } from '@/server/skills/testing/skill-bench'
import { deriveKey } from '@/server/vault/envelope'
import { createEffectBench, type EffectBench, hook, mail } from '../testing/effect-bench'

const password = 'correct-horse-battery'
let bench: EffectBench
let acme: SeededTenant
let smtp: Awaited<ReturnType<typeof startMailServer>>
let server: HttpServer
let name = 0

beforeAll(async () => {
  bench = await createEffectBench()
})
afterAll(() => bench.close())

beforeEach(async () => {
  smtp = await startMailServer(password)
  server = await startHttpServer()
  await bench.open({ allow: [`127.0.0.1:${smtp.port}`, `127.0.0.1:${server.port}`] })
  acme = await bench.tenant(`acme-${name++}`, {
    skills: { email: ['send'], http: ['get', 'send'], webhook: ['post'] },
    origins: [server.origin],
    secrets: { api_key: [server.origin] },
  })
  await bench.given.connection(
    acme,
    'email',
    { host: '127.0.0.1', port: String(smtp.port), from: 'hello@acme.test', user: 'ada' },
    { password },
  )
})
afterEach(async () => {
  await bench.closeBroker()
  await smtp.close()
  await server.close()
})

const connectHttp = () =>
  bench.given.connection(acme, 'http', { baseUrl: `${server.origin}/v1` }, { key: 'Bearer t0p-secret' })
const get = (key: string, path = '/orders') => ({ kind: 'skill', key, skill: 'http', action: 'get', args: { path } })

describe('a mail', () => {
  it('is sent once for each key, and whoever asks again is answered with what that was', async () => {
    const first = await bench.ask(acme, mail('run/1'))
    expect(first).toMatchObject({ status: 200, replayed: false, output: { accepted: ['bo@x.test'] } })
    const again = await bench.ask(acme, mail('run/1'))
    expect(again).toMatchObject({ status: 200, replayed: true, output: first.output })
    expect(smtp.received).toHaveLength(1)
    await bench.ask(acme, mail('run/2'))
    expect(smtp.received.map(({ text }) => /Message-ID: (.*)/.exec(text)?.[1])).toHaveLength(2)
    expect(new Set(smtp.received.map(({ text }) => /Message-ID: (.*)/.exec(text)?.[1])).size).toBe(2)
  })

  it('of a used key with another content is refused, and nothing is sent', async () => {
    await bench.ask(acme, mail('run/1'))
    const other = await bench.ask(acme, mail('run/1', { text: 'something else' }))
    expect(other).toMatchObject({ status: 409, error: { code: 'conflict' } })
    expect(smtp.received).toHaveLength(1)
  })

  it('leaves nothing readable in the ledger, nor in the log', async () => {
    await bench.ask(acme, mail('run/1', { text: 'very private words' }))
    const [row] = await bench.given.effects(acme)
    expect(row).toMatchObject({ state: 'done', attempts: 1 })
    expect(JSON.stringify(row)).not.toMatch(/private|bo@x/)
    expect(bench.logged()).not.toMatch(/very private|bo@x|correct-horse/)
  })

  it('that failed may be tried again under the same key', async () => {
    smtp.refuseWith(() => Object.assign(new Error('later'), { responseCode: 451 }))
    expect(await bench.ask(acme, mail('run/1'))).toMatchObject({ status: 502, error: { code: 'upstream-failed' } })
    smtp.refuseWith(undefined)
    expect(await bench.ask(acme, mail('run/1'))).toMatchObject({ status: 200, replayed: false })
    expect(await bench.given.effects(acme)).toMatchObject([{ state: 'done', attempts: 2 }])
    const ids = smtp.received.map(({ text }) => /Message-ID: (.*)/.exec(text)?.[1])
    expect(ids[0]).toBe(ids[1])
  })
})

describe('what is not done', () => {
  it.each([
    ['an action that the drawing does not have', { kind: 'skill', skill: 'slack', action: 'post_message', args: {} }],
    ['a skill by an inherited name', { kind: 'skill', skill: 'constructor', action: 'name', args: {} }],
    ['an address that the drawing does not have', hook('k', 'https://elsewhere.example/x')],
    ['an origin that only looks alike', hook('k', 'http://127.0.0.1.evil.example/x')],
    ['a secret that the drawing does not name', { headers: [{ name: 'x-key', secretSlot: 'other' }] }],
  ])('%s', async (_name, body) => {
    const asked = 'headers' in body && !('kind' in body) ? hook('k', `${server.origin}/x`, body) : { ...body, key: 'k' }
    expect(await bench.ask(acme, asked)).toMatchObject({ status: 403, error: { code: 'not-allowed' } })
    expect(await bench.given.effects(acme)).toEqual([])
    expect(server.received).toEqual([])
  })

  it.each([
    ['arguments that the action does not take', mail('k', { bcc: 'e@vil.test' })],
    ['a key that is none', mail('no spaces')],
    ['a header that the call sets itself', hook('k', 'ORIGIN/x', { headers: [{ name: 'Webhook-Id', value: '1' }] })],
    ['a header of two lines', hook('k', 'ORIGIN/x', { headers: [{ name: 'x-a', value: 'a\r\nb: c' }] })],
    ['an address with a password', hook('k', 'http://a:b@ORIGIN/x')],
  ])('is refused with what is wrong: %s', async (_name, body) => {
    const asked = JSON.parse(JSON.stringify(body).replaceAll('ORIGIN', server.origin))
    expect(await bench.ask(acme, asked)).toMatchObject({ status: 400, error: { code: 'bad-input' } })
  })

  it('is what the tenant has not connected, and it is told where to', async () => {
    const answer = await bench.ask(acme, get('k'))
    expect(answer).toMatchObject({ status: 424, error: { code: 'not-connected' } })
    expect(answer.error?.message).toContain('has not connected HTTP API')
    expect(await bench.given.effects(acme)).toEqual([])
  })

  it('goes to no private address, though a connection names one', async () => {
    await bench.given.connection(acme, 'http', { baseUrl: 'http://169.254.169.254/latest' }, {})
    expect(await bench.ask(acme, get('k'))).toMatchObject({ status: 403, error: { code: 'not-allowed' } })
  })
})

describe('an answer from outside', () => {
  beforeEach(connectHttp)

  it('comes back without the key, however it is echoed', async () => {
    server.answerWith((request, response) => {
      const { authorization = '' } = request.headers
      const told = {
        said: authorization,
        [authorization]: encodeURIComponent(authorization),
        deep: [{ authorization }],
      }
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(told))
    })
    const answer = await bench.ask(acme, get('k'))
    expect(answer.status).toBe(200)
    expect(server.received[0]?.headers.authorization).toBe('Bearer t0p-secret')
    expect(answer.body).not.toContain('t0p-secret')
    expect(JSON.stringify(await bench.given.effects(acme)) + bench.logged()).not.toContain('t0p-secret')
    expect(await bench.ask(acme, get('k'))).toMatchObject({ replayed: true, output: answer.output })
  })

  it('of twenty megabytes is cut off', async () => {
    let sent = 0
    server.answerWith((_request, response) => {
      const more = () => {
        while (sent < 20_000_000 && !response.destroyed) {
          sent += 65_536
          if (!response.write('x'.repeat(65_536))) return
        }
        response.end()
      }
      response.on('drain', more)
      more()
    })
    expect(await bench.ask(acme, get('k'))).toMatchObject({ status: 413, error: { code: 'too-large' } })
    expect(sent).toBeLessThan(20_000_000)
  })

  it('that does not come in time is given up', async () => {
    await bench.open({ allow: [`127.0.0.1:${server.port}`], limits: { effectMs: 150 } })
    server.answerWith(() => undefined)
    expect(await bench.ask(acme, get('k'))).toMatchObject({ status: 504, error: { code: 'deadline-exceeded' } })
    expect(await bench.given.effects(acme)).toMatchObject([{ state: 'failed' }])
  })
})

describe('a webhook', () => {
  it('is signed so that the receiver can tell, with the same id for every try', async () => {
    server.answerJson({ error: 'busy' }, 503)
    const body = hook('run/7', `${server.origin}/hooks?x=1#part`)
    expect(await bench.ask(acme, body)).toMatchObject({ status: 502, error: { details: { upstreamStatus: 503 } } })
    server.answerJson({ took: true }, 202)
    const answer = await bench.ask(acme, { ...body, headers: [] })
    expect(answer).toMatchObject({ status: 200, replayed: false, output: { status: 202, body: { took: true } } })
    const [row] = await bench.given.run('SELECT wrapped_key FROM tenant_key WHERE tenant_id = $1', [acme.tenantId])
    const dataKey = await bench.keys.unwrap(row?.wrapped_key as Buffer)
    const receiver = new Webhook(deriveKey(dataKey, 'webhook-signing'))
    for (const request of server.received) {
      expect(receiver.verify(request.body, request.headers as Record<string, string>)).toEqual({
        type: 'order.created',
        timestamp: '2026-11-25T10:00:00.000Z',
        data: { id: 42 },
      })
    }
    expect(new Set(server.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(server.received[0]?.url).toBe('/hooks?x=1')
  })

  it('is signed with the secret that the tenant has set, and carries the secrets that the drawing names', async () => {
    const signing = `whsec_${Buffer.alloc(32, 5).toString('base64')}`
    await bench.given.secret(acme, 'webhook_signing', signing)
    const body = hook('k', `${server.origin}/x`, {
      headers: [
        { name: 'X-Plain', value: 'open' },
        { name: 'X-Api-Key', secretSlot: 'api_key' },
      ],
    })
    expect(await bench.ask(acme, body)).toMatchObject({ status: 424, error: { code: 'not-connected' } })
    await bench.given.secret(acme, 'api_key', 'k-very-secret')
    server.answerWith((request, response) => response.end(`you sent ${request.headers['x-api-key']}`))
    const answer = await bench.ask(acme, body)
    expect(answer.output).toEqual({ status: 200, body: 'you sent [redacted]' })
    const [request] = server.received
    expect(request?.headers).toMatchObject({ 'x-plain': 'open', 'x-api-key': 'k-very-secret' })
    expect(() =>
      new Webhook(signing).verify(request?.body ?? '', request?.headers as Record<string, string>),
    ).not.toThrow()
    expect(answer.body + bench.logged()).not.toContain('k-very-secret')
  })
})

describe('another tenant', () => {
  it("has another tenant's connection, secret, bundle and ledger out of reach", async () => {
    const globex = await bench.tenant(`globex-${name++}`)
    await bench.given.manifest(globex, `sha256:${'b'.repeat(64)}`, { skills: { email: ['send'] } })
    await bench.given.manifest(globex, `sha256:${'a'.repeat(64)}`, { skills: { http: ['get'] } })
    await bench.ask(acme, mail('run/1'))
    // Not allowed by its own bundle; the other's of the same digest does not help.
    expect(await bench.ask(globex, mail('run/1'))).toMatchObject({ error: { code: 'not-allowed' } })
    await bench.given.manifest(globex, `sha256:${'a'.repeat(64)}`, { skills: { email: ['send'] } })
    // Allowed, but the connection is acme's, and so is what was done under this key.
    expect(await bench.ask(globex, mail('run/1'))).toMatchObject({ error: { code: 'not-connected' } })
    expect(smtp.received).toHaveLength(1)
  })

  it('cannot have a connection opened that was sealed for somebody else', async () => {
    const globex = await bench.tenant(`globex-${name++}`, { skills: { email: ['send'] } })
    await bench.given.run(
      `INSERT INTO connection (tenant_id, workspace_id, skill, fields, sealed_secrets)
       SELECT $1, $2, skill, fields, sealed_secrets FROM connection WHERE tenant_id = $3`,
      [globex.tenantId, globex.workspaceId, acme.tenantId],
    )
    expect(await bench.ask(globex, mail('k'))).toMatchObject({ status: 500, error: { code: 'data-corrupt' } })
    expect(smtp.received).toEqual([])
  })

  it('a deleted one does nothing any more', async () => {
    await bench.given.run('DELETE FROM tenant_key WHERE tenant_id = $1', [acme.tenantId])
    expect(await bench.ask(acme, mail(randomUUID()))).toMatchObject({ error: { code: 'data-corrupt' } })
    expect(smtp.received).toEqual([])
  })
})
