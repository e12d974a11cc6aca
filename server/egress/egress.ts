import { connect, type Socket } from 'node:net'
import { Agent, type Dispatcher, errors } from 'undici'
import { BulkheadError } from '@/domain/errors'
import type { EgressAllowList } from './allow-list'
import { pinnedLookup, type Resolver, resolveDestination, systemResolver } from './resolve'

export type EgressRequest = {
  url: URL
  method: 'GET' | 'POST'
  headers: Readonly<Record<string, string>>
  body?: string
  /** Of the answer; a larger one is cut off, and `too-large`. */
  answerBytes: number
  signal: AbortSignal
}

export type EgressAnswer = { status: number; headers: Dispatcher.ResponseData['headers']; body: string }

/** The way out for what tenants name. The addresses of the workspace's own model provider are not its business. */
export type Egress = {
  /** One request over http or https. No redirect is followed: what was allowed is this address and no other. */
  request(request: EgressRequest): Promise<EgressAnswer>
  /** A plain connection, for protocols other than HTTP. `listed`: the installation itself vouches for that host. */
  open(hostname: string, port: number, signal: AbortSignal): Promise<{ socket: Socket; listed: boolean }>
}

type EgressOptions = { allow: EgressAllowList; resolver?: Resolver; connectMs: number }

export function createEgress({ allow, resolver = systemResolver, connectMs }: EgressOptions): Egress {
  const resolve = (hostname: string, port: number, signal: AbortSignal) =>
    resolveDestination(hostname, port, { allow, resolver, signal })
  return {
    async request(request) {
      try {
        requireHttp(request.url)
        const destination = await resolve(request.url.hostname, portOf(request.url), request.signal)
        // One agent a call: a kept connection would outlive what was checked for it.
        const agent = new Agent({
          connect: { timeout: connectMs, lookup: pinnedLookup(destination) },
          allowH2: false,
          pipelining: 0,
        })
        try {
          return await send(agent, request)
        } finally {
          void agent.destroy()
        }
      } catch (cause) {
        throw egressError(cause, request.url.host)
      }
    },

    async open(hostname, port, signal) {
      try {
        const destination = await resolve(hostname, port, signal)
        const socket = connect({ host: destination.hostname, port, lookup: pinnedLookup(destination), signal })
        await connected(socket, connectMs)
        return { socket, listed: destination.listed }
      } catch (cause) {
        throw egressError(cause, hostname)
      }
    },
  }
}

async function send(agent: Agent, request: EgressRequest): Promise<EgressAnswer> {
  const { url, method, headers, body, answerBytes, signal } = request
  const answer = await agent.request({
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    method,
    // What is compressed cannot be searched for the key, and a small answer could unfold into a large one.
    headers: { 'user-agent': 'bulkhead-broker', ...headers, 'accept-encoding': 'identity' },
    body: body ?? null,
    signal,
  })
  const encoding = answer.headers['content-encoding']
  if (encoding !== undefined && encoding !== 'identity') {
    throw new BulkheadError('upstream-failed', `${url.host} answered in an encoding that was not asked for.`)
  }
  return { status: answer.statusCode, headers: answer.headers, body: await readWhole(answer.body, url, answerBytes) }
}

async function readWhole(body: Dispatcher.ResponseData['body'], url: URL, limit: number): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > limit) {
      throw new BulkheadError(
        'too-large',
        `${url.host} answered with more than ${limit} bytes; the rest was cut off.`,
        {
          details: { limitBytes: limit },
        },
      )
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function requireHttp(url: URL): void {
  if (/^https?:$/.test(url.protocol) && url.username === '' && url.password === '') return
  throw new BulkheadError('not-allowed', 'An address must begin with http:// or https:// and hold no password.')
}

const portOf = (url: URL) => Number(url.port || (url.protocol === 'https:' ? 443 : 80))

function connected(socket: Socket, connectMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.setTimeout(connectMs, () => socket.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })))
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.setTimeout(0)
      socket.off('error', reject)
      // Whoever takes it over listens; until then a failure must not end the process.
      socket.on('error', () => undefined)
      resolve()
    })
  })
}

/** What went wrong on the way, without a word of what was sent. */
export function egressError(cause: unknown, host: string): unknown {
  if (cause instanceof BulkheadError) return cause
  const isTimeout =
    cause instanceof errors.HeadersTimeoutError ||
    cause instanceof errors.BodyTimeoutError ||
    (cause instanceof Error && cause.name === 'TimeoutError')
  if (isTimeout) return new BulkheadError('deadline-exceeded', `${host} did not answer in time.`, { cause })
  const code = (cause as NodeJS.ErrnoException).code
  return new BulkheadError('upstream-failed', `${host} cannot be reached${code ? ` (${code})` : ''}.`, {
    cause,
    ...(code === undefined ? {} : { details: { cause: code } }),
  })
}
