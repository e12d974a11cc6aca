import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { privateRange } from './address-range'
import { parseAllowList } from './allow-list'
import { createEgress } from './egress'
import type { Resolver } from './resolve'

let server: Server
let port: number
let handle: RequestListener
let asked: string[]

beforeEach(async () => {
  asked = []
  handle = (_request, response) => response.end('hello')
  server = createServer((request, response) => {
    asked.push(`${request.headers.host} ${request.url}`)
    handle(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

const signal = AbortSignal.timeout(20_000)
const ask = (url: string, options: { allow?: string; resolver?: Resolver } = {}) =>
  createEgress({
    allow: parseAllowList(options.allow ?? '') ?? new Set(),
    connectMs: 5_000,
    ...(options.resolver ? { resolver: options.resolver } : {}),
  }).request({ url: new URL(url), method: 'GET', headers: {}, answerBytes: 1_000, signal })
const resolvesTo =
  (...addresses: string[]): Resolver =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))

describe('an address', () => {
  it.each([
    '127.0.0.1',
    '127.9.9.9',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '100.100.100.200',
    '168.63.129.16',
    '224.0.0.1',
    '255.255.255.255',
    '198.18.0.1',
    '240.0.0.1',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::7f00:1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:0:7f00:1::',
    'fe80::1',
    'fc00::1',
    'fd00:ec2::254',
    'fec0::1',
    'ff02::1',
    '2001:db8::1',
    'nonsense',
  ])('%s is private', (address) => expect(privateRange(address)).not.toBeNull())

  it.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '100.128.0.1', '2606:4700:4700::1111', '2a00:1450:4001::200e'])(
    '%s is public',
    (address) => expect(privateRange(address)).toBeNull(),
  )
})

describe('what is private is not reached', () => {
  it.each([
    'http://127.0.0.1:PORT/',
    'http://localhost:PORT/',
    'http://2130706433:PORT/',
    'http://0x7f000001:PORT/',
    'http://0177.0.0.1:PORT/',
    'http://127.1:PORT/',
    'http://0:PORT/',
    'http://[::1]:PORT/',
    'http://[::ffff:127.0.0.1]:PORT/',
    'http://[::ffff:7f00:1]:PORT/',
    'http://169.254.169.254/latest/meta-data/',
  ])('%s', async (url) => {
    await expect(ask(url.replace('PORT', String(port)))).rejects.toMatchObject({ code: 'not-allowed' })
    expect(asked).toEqual([])
  })

  it.each(['2130706433', '0x7f000001', '127.1', '::1', 'localhost'])('%s, over another protocol', async (host) => {
    const egress = createEgress({ allow: new Set(), connectMs: 5_000 })
    await expect(egress.open(host, port, signal)).rejects.toMatchObject({ code: 'not-allowed' })
  })

  it('a name whose addresses are public and private at once', async () => {
    const attempt = ask(`http://both.test:${port}/`, { resolver: resolvesTo('93.184.216.34', '127.0.0.1') })
    await expect(attempt).rejects.toMatchObject({ code: 'not-allowed', details: { range: 'loopback' } })
  })

  it('a name that says something else the second time: it is asked once, and its first answer holds', async () => {
    let times = 0
    const rebinding: Resolver = async () => {
      times += 1
      return [{ address: times === 1 ? '203.0.113.9' : '127.0.0.1', family: 4 }]
    }
    // The first answer is no address of the internet either: nothing may leave this machine in a test.
    await expect(ask(`http://rebind.test:${port}/`, { resolver: rebinding })).rejects.toMatchObject({
      details: { range: 'reserved' },
    })
    const pinned: Resolver = async () => {
      times += 1
      return [{ address: times === 2 ? '127.0.0.1' : '127.0.0.2', family: 4 }]
    }
    await ask(`http://rebind.test:${port}/`, { resolver: pinned, allow: `rebind.test:${port}` })
    expect(times).toBe(2)
    expect(asked).toEqual([`rebind.test:${port} /`])
  })

  it.each(['file:///etc/passwd', 'ftp://example.com/', 'gopher://example.com/', 'http://user:pass@example.com/'])(
    '%s is no address at all',
    (url) => expect(ask(url)).rejects.toMatchObject({ code: 'not-allowed' }),
  )
})

describe('what the installation lists is reached', () => {
  it('by that host and that port alone', async () => {
    const allow = `127.0.0.1:${port}`
    expect(await ask(`http://127.0.0.1:${port}/a?b=c`, { allow })).toMatchObject({ status: 200, body: 'hello' })
    await expect(ask(`http://localhost:${port}/`, { allow })).rejects.toMatchObject({ code: 'not-allowed' })
    await expect(ask('http://127.0.0.1:1/', { allow })).rejects.toMatchObject({ code: 'not-allowed' })
  })

  it('a redirect is an answer, not a way', async () => {
    handle = (_request, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/secret' }).end()
    expect(await ask(`http://127.0.0.1:${port}/`, { allow: `127.0.0.1:${port}` })).toMatchObject({ status: 302 })
    expect(asked).toHaveLength(1)
  })

  it('an answer beyond the limit is cut off, and one in another encoding is refused', async () => {
    const allow = `127.0.0.1:${port}`
    handle = (_request, response) => response.end('x'.repeat(1_001))
    await expect(ask(`http://127.0.0.1:${port}/`, { allow })).rejects.toMatchObject({ code: 'too-large' })
    handle = (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('x')
    await expect(ask(`http://127.0.0.1:${port}/`, { allow })).rejects.toMatchObject({ code: 'upstream-failed' })
  })
})

it('a host that is not there, and one that says nothing, are told apart', async () => {
  const missing: Resolver = async () => {
    throw Object.assign(new Error('no'), { code: 'ENOTFOUND' })
  }
  await expect(ask('http://missing.test/', { resolver: missing })).rejects.toMatchObject({
    code: 'upstream-failed',
    message: 'The host missing.test cannot be found (ENOTFOUND).',
  })
  handle = () => undefined
  const egress = createEgress({ allow: parseAllowList(`127.0.0.1:${port}`) ?? new Set(), connectMs: 5_000 })
  const hanging = egress.request({
    url: new URL(`http://127.0.0.1:${port}/`),
    method: 'GET',
    headers: {},
    answerBytes: 1_000,
    signal: AbortSignal.timeout(100),
  })
  await expect(hanging).rejects.toMatchObject({ code: 'deadline-exceeded' })
})

describe('the list', () => {
  it('is read as hosts with ports', () => {
    expect([...(parseAllowList(' Mail.Internal:25, [::1]:80 ,') ?? [])]).toEqual(['mail.internal:25', '[::1]:80'])
  })
  it.each(['mail.internal', '127.0.0.1:0', 'a:70000', 'http://a:80', '*:80'])('"%s" is refused', (text) => {
    expect(parseAllowList(text)).toBeNull()
  })
})
