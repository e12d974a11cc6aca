import { drainingHeader } from '@/domain/runtime/door-messages'

/** RFC 9110 §7.6.1, with the older `proxy-connection` and what belongs to this hop's authentication. */
const hopByHop: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'transfer-encoding',
  'upgrade',
])

/** Answered here (`expect`), or said anew below: what a client claims about how it got here counts for nothing. */
const notFromOutside: ReadonlySet<string> = new Set(['expect', 'host', 'forwarded', 'x-real-ip', 'http2-settings'])
const controlPlanePrefixes = ['better-auth', 'bulkhead']

export type Origin = { host: string; address: string; protocol: 'http' | 'https' }

/** Header lines for the runtime, as a flat list of names and values. */
export function towardsRuntime(rawHeaders: readonly string[], origin: Origin, hasBody: boolean): string[] {
  const dropped = namedByConnection(rawHeaders)
  const result: string[] = []
  for (const [name, value] of lines(rawHeaders)) {
    const key = name.toLowerCase()
    if (hopByHop.has(key) || notFromOutside.has(key) || dropped.has(key)) continue
    if (key.startsWith('x-forwarded-') || key.startsWith('x-bulkhead-')) continue
    if (key === 'content-length' && !hasBody) continue
    if (key === 'cookie') {
      const kept = withoutControlPlaneCookies(value)
      if (kept !== '') result.push(name, kept)
      continue
    }
    result.push(name, value)
  }
  const node = origin.address.includes(':') ? `"[${origin.address}]"` : origin.address
  result.push('host', origin.host)
  result.push('x-forwarded-for', origin.address)
  result.push('x-forwarded-host', origin.host)
  result.push('x-forwarded-proto', origin.protocol)
  result.push('forwarded', `for=${node};host="${origin.host}";proto=${origin.protocol}`)
  return result
}

/**
 * Header lines for the client. A tenant can neither set a cookie of the control plane nor one that other tenants'
 * hosts would be sent.
 */
export function towardsClient(rawHeaders: readonly string[]): string[] {
  const dropped = namedByConnection(rawHeaders)
  const result: string[] = []
  for (const [name, value] of lines(rawHeaders)) {
    const key = name.toLowerCase()
    if (hopByHop.has(key) || dropped.has(key) || key === drainingHeader) continue
    if (key === 'set-cookie') {
      if (!isControlPlaneCookie(value)) result.push(name, value.replace(/;\s*domain\s*=[^;]*/gi, ''))
      continue
    }
    result.push(name, value)
  }
  return result
}

function withoutControlPlaneCookies(header: string): string {
  return header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '' && !isControlPlaneCookie(pair))
    .join('; ')
}

function isControlPlaneCookie(pair: string): boolean {
  const name = (pair.split('=', 1)[0] ?? '').trim().toLowerCase()
  const bare = name.replace(/^__(?:secure|host)-/, '')
  return controlPlanePrefixes.some((prefix) => bare.startsWith(prefix))
}

/** A sender may declare further headers to be of this hop only. */
function namedByConnection(rawHeaders: readonly string[]): ReadonlySet<string> {
  let named: Set<string> | undefined
  for (const [name, value] of lines(rawHeaders)) {
    if (name.toLowerCase() !== 'connection') continue
    for (const option of value.split(',')) {
      named ??= new Set()
      named.add(option.trim().toLowerCase())
    }
  }
  return named ?? none
}

const none: ReadonlySet<string> = new Set()

function* lines(rawHeaders: readonly string[]): Generator<[string, string]> {
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) yield [rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '']
}
