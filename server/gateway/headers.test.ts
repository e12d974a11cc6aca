import { describe, expect, it } from 'vitest'
import { towardsClient, towardsRuntime } from './headers'

const origin = { host: 'acme.localhost:4380', address: '::1', protocol: 'http' } as const
const sent = (...raw: string[]) => {
  const lines = towardsRuntime(raw, origin, true)
  return lines.flatMap((item, at) => (at % 2 === 0 ? [`${item}: ${lines[at + 1]}`] : []))
}
const ours = sent()

describe('towards the runtime', () => {
  it('says itself where the request came from', () => {
    expect(ours).toEqual([
      'host: acme.localhost:4380',
      'x-forwarded-for: ::1',
      'x-forwarded-host: acme.localhost:4380',
      'x-forwarded-proto: http',
      'forwarded: for="[::1]";host="acme.localhost:4380";proto=http',
    ])
  })

  it.each([
    ['X-Forwarded-For', '1.2.3.4'],
    ['x-forwarded-anything', 'x'],
    ['Forwarded', 'for=1.2.3.4'],
    ['X-Real-IP', '1.2.3.4'],
    ['X-Bulkhead-Bundle', 'sha256:0'],
    ['Host', 'other.localhost'],
    ['TE', 'trailers'],
    ['Transfer-Encoding', 'chunked'],
    ['Keep-Alive', 'timeout=5'],
    ['Proxy-Connection', 'keep-alive'],
    ['Proxy-Authorization', 'Basic eA=='],
    ['Upgrade', 'h2c'],
    ['Expect', '100-continue'],
    ['Cookie', 'better-auth.session_token=x; __Secure-better-auth.session_token=y; __Host-bulkhead=z'],
  ])('lets no %s through', (name, value) => expect(sent(name, value)).toEqual(ours))

  it('takes out what Connection names, whatever its case', () => {
    expect(sent('Connection', 'close, X-Hop', 'X-HOP', '1', 'x-end', '2')).toEqual(['x-end: 2', ...ours])
  })

  it('keeps the other cookies, the order and the repetition of all else', () => {
    const cookies = 'a=1; BETTER-AUTH.session=2; better=3; Bulkhead_theme=4; b=5'
    expect(sent('Cookie', cookies, 'Accept', 'a', 'accept', 'b').slice(0, 3)).toEqual([
      'Cookie: a=1; better=3; b=5',
      'Accept: a',
      'accept: b',
    ])
  })
})

describe('towards the client', () => {
  it('lets out neither this hop nor our own signals', () => {
    const raw = ['connection', 'keep-alive, x-hop', 'x-hop', '1', 'x-bulkhead-draining', '1', 'etag', '"a"']
    expect(towardsClient(raw)).toEqual(['etag', '"a"'])
  })

  it('keeps cookies to the host that set them', () => {
    const raw = ['Set-Cookie', 'a=1; Path=/; DOMAIN = example.com; HttpOnly', 'set-cookie', 'bulkhead_session=x']
    expect(towardsClient(raw)).toEqual(['Set-Cookie', 'a=1; Path=/; HttpOnly'])
  })
})
