import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findAction, findSkill, skills } from '@/domain/skills/catalog'
import { checkArguments } from './check-arguments'
import { checkConnection } from './check-connection'
import { addressBelow } from './http/http-address'
import { skillRunners } from './registry'
import { egressTo, type HttpServer, startHttpServer, wayOf } from './testing/skill-bench'

const actId = '0123456789abcdef0123456789abcdef'
const runner = (name: string) => {
  const found = skillRunners[name]
  if (found === undefined) throw new Error(name)
  return found
}

it('every skill of the catalog has a runner, and every runner a skill', () => {
  expect(Object.keys(skillRunners).sort()).toEqual(skills.map(({ name }) => name).sort())
})

describe('arguments', () => {
  const action = findAction('email', 'send')
  if (action === undefined) throw new Error('email send')

  it('are handed on as the action describes them', () => {
    const args = { to: 'a@b.test', subject: 'Hi', text: 'one\ntwo' }
    expect(checkArguments(action, args)).toEqual(args)
  })
  it.each([
    ['missing', { to: 'a@b.test', subject: 'Hi' }, '"Text" is empty.'],
    ['unknown', { to: 'a@b.test', subject: 'Hi', text: 'x', bcc: 'e@vil.test' }, 'has no input "bcc"'],
    ['of another type', { to: 'a@b.test', subject: 7, text: 'x' }, '"Subject" must be text.'],
    ['of several lines', { to: 'a@b.test', subject: 'Hi\r\nBcc: e@vil.test', text: 'x' }, 'must be one line'],
  ])('that are %s are refused with their name', (_name, args, message) => {
    expect(() => checkArguments(action, args)).toThrow(
      expect.objectContaining({ code: 'bad-input', message: expect.stringContaining(message) }),
    )
  })
})

describe('a connection', () => {
  const check = (name: string, values: Record<string, string>) => {
    const skill = findSkill(name)
    if (skill === undefined) throw new Error(name)
    return checkConnection(skill, values)
  }
  it('is taken without what is empty', () => {
    const email = { host: ' smtp.example.com ', port: '465', from: 'Acme <a@acme.example>', user: '', password: ' ' }
    expect(check('email', email)).toEqual({ host: 'smtp.example.com', port: '465', from: 'Acme <a@acme.example>' })
    expect(check('http', { baseUrl: 'https://api.example.com/v1', key: 'Bearer x' })).toHaveProperty('key')
    expect(check('slack', { token: 'xoxb-1' })).toEqual({ token: 'xoxb-1' })
  })
  it.each([
    ['email', { host: 'smtp.example.com', port: '99999', from: 'a@b.example' }, 'port'],
    ['email', { host: 'http://smtp', port: '25', from: 'a@b.example' }, 'host'],
    ['email', { host: 'smtp.example.com', port: '25', from: 'nobody' }, 'from'],
    ['email', { host: 'smtp.example.com', port: '25', from: 'a@b.example', user: 'ada' }, 'password'],
    ['email', { host: 'smtp.example.com', port: '25', from: 'a@b.example\r\nBcc: c@d.example' }, 'from'],
    ['slack', {}, 'token'],
    ['slack', { token: 'x', apiUrl: 'file:///etc' }, 'apiUrl'],
    ['http', { baseUrl: 'https://user:pw@api.example.com' }, 'baseUrl'],
    ['http', { baseUrl: 'https://api.example.com/?a=b' }, 'baseUrl'],
    ['http', { baseUrl: 'https://api.example.com', header: 'host', key: 'x' }, 'header'],
    ['http', { baseUrl: 'https://api.example.com', other: 'x' }, 'other'],
  ])('of %s that does not fit is refused: %j', (skill, values, path) => {
    expect(() => check(skill, values)).toThrow(
      expect.objectContaining({ details: { problems: [expect.objectContaining({ path })] } }),
    )
  })
})

describe('a path of the HTTP API', () => {
  const base = new URL('https://api.example.com/v1/')
  it.each([
    ['/orders/42', 'https://api.example.com/v1/orders/42'],
    ['orders?state=open&q=a%20b', 'https://api.example.com/v1/orders?state=open&q=a%20b'],
    ['/files/a..b', 'https://api.example.com/v1/files/a..b'],
    ['', 'https://api.example.com/v1/'],
    ['/redirect?to=../x', 'https://api.example.com/v1/redirect?to=../x'],
  ])('%s lies below the base', (path, url) => expect(addressBelow(base, path).href).toBe(url))

  it.each([
    '/../admin',
    '/..',
    '/orders/../../admin',
    '/%2e%2e/admin',
    '/%2E%2e/admin',
    '/..%2fadmin',
    '/..%252f..%252fadmin',
    '/%252e%252e/admin',
    '/..;/admin',
    '/..\\admin',
    '/%5c..%5cadmin',
    '//evil.example/x',
    '/\\evil.example',
    '/a#b',
    '/a\tb',
    '/a\r\nb',
    '/%zz',
    '/\u2025/admin',
  ])('%j is refused', (path) => {
    expect(() => addressBelow(base, path)).toThrow(expect.objectContaining({ code: 'bad-input' }))
  })
})

describe('over HTTP', () => {
  let server: HttpServer
  beforeEach(async () => {
    server = await startHttpServer()
  })
  afterEach(() => server.close())

  describe('slack', () => {
    const way = () =>
      wayOf(egressTo(server.port), { fields: { apiUrl: `${server.origin}/api/` }, secrets: { token: 'xoxb-secret' } })
    const post = (args: object = { channel: '#general', text: 'hello' }) =>
      runner('slack').run({ ...way(), action: 'post_message', args: { ...args }, actId })

    it('gets a message with an id that is the same for every try', async () => {
      server.answerJson({ ok: true, channel: 'C1', ts: '1.2', message: {} })
      expect(await post()).toEqual({ channel: 'C1', ts: '1.2' })
      await post({ channel: 'C1', text: 'more', thread_ts: '1.2' })
      expect(server.received[0]).toMatchObject({ method: 'POST', url: '/api/chat.postMessage' })
      expect(server.received[0]?.headers.authorization).toBe('Bearer xoxb-secret')
      const bodies = server.received.map(({ body }) => JSON.parse(body))
      expect(bodies[0]).toEqual({
        channel: '#general',
        text: 'hello',
        client_msg_id: '01234567-89ab-8def-8123-456789abcdef',
      })
      expect(bodies[1]).toMatchObject({ thread_ts: '1.2', client_msg_id: bodies[0].client_msg_id })
    })

    it('says why it refused, in words that help', async () => {
      server.answerJson({ ok: false, error: 'not_in_channel' })
      await expect(post()).rejects.toMatchObject({
        code: 'upstream-failed',
        message: 'Slack refused: not_in_channel. Invite the bot to the channel.',
      })
      server.answerWith((_request, response) => response.writeHead(429, { 'retry-after': '30' }).end())
      await expect(post()).rejects.toMatchObject({ details: { upstreamStatus: 429, retryAfter: '30' } })
      server.answerWith((_request, response) => response.end('<html>'))
      await expect(post()).rejects.toMatchObject({ message: expect.stringContaining('Check the API address') })
    })

    it('can be tried out', async () => {
      server.answerJson({ ok: true, team: 'Acme', user: 'bot' })
      expect(await runner('slack').test(way())).toBe('Connected to Acme as bot.')
      expect(server.received[0]?.url).toBe('/api/auth.test')
    })
  })

  describe('http', () => {
    const way = (fields: object = {}) =>
      wayOf(egressTo(server.port), {
        fields: { baseUrl: `${server.origin}/v1`, header: 'X-Api-Key', ...fields },
        secrets: { key: 'k-secret' },
      })
    const call = (action: string, args: object) => runner('http').run({ ...way(), action, args: { ...args }, actId })

    it('reads and sends below the base address, with the key', async () => {
      server.answerJson({ id: 42 })
      expect(await call('get', { path: '/orders/42?full=1' })).toEqual({ status: 200, body: { id: 42 } })
      server.answerWith((_request, response) => response.writeHead(201).end('made'))
      expect(await call('send', { path: 'orders', body: { a: [1] } })).toEqual({ status: 201, body: 'made' })
      expect(server.received).toMatchObject([
        { method: 'GET', url: '/v1/orders/42?full=1', headers: { 'x-api-key': 'k-secret' } },
        {
          method: 'POST',
          url: '/v1/orders',
          body: '{"a":[1]}',
          headers: { 'x-api-key': 'k-secret', 'idempotency-key': actId, 'content-type': 'application/json' },
        },
      ])
      expect(server.received[0]?.headers).not.toHaveProperty('idempotency-key')
    })

    it('what the API says no to is an answer; what it did not get to is a failure', async () => {
      server.answerJson({ error: 'no such order' }, 404)
      expect(await call('get', { path: '/orders/1' })).toEqual({ status: 404, body: { error: 'no such order' } })
      for (const status of [302, 408, 429, 500, 503]) {
        server.answerWith((_request, response) => response.writeHead(status, { location: '/elsewhere' }).end())
        await expect(call('get', { path: '/x' })).rejects.toMatchObject({
          code: 'upstream-failed',
          details: { upstreamStatus: status },
        })
      }
      expect(server.received.map(({ url }) => url)).not.toContain('/elsewhere')
    })

    it('can be tried out, and says when the key is not accepted', async () => {
      server.answerJson({}, 404)
      expect(await runner('http').test(way())).toBe(`127.0.0.1:${server.port} answered with status 404.`)
      server.answerJson({}, 401)
      await expect(runner('http').test(way())).rejects.toMatchObject({ message: expect.stringContaining('the key') })
    })
  })
})
