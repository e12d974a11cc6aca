import { Agent, type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { BulkheadError, type ErrorDetails, errorCodes } from '@/domain/errors'
import { type BrokerIdentity, brokerIdentitySchema, storeKeySchema } from '@/domain/runtime/broker-api'
import { messageOf } from '../host/log'
import { parseJson } from '../host/parse-json'
import { createBackOff, redial } from './back-off'
import { readBody } from './read-body'

export type BrokerCall = {
  method: 'GET' | 'POST'
  path: string
  headers?: OutgoingHttpHeaders
  body?: string
  signal: AbortSignal
  /** How long to wait for a broker that is being restarted. */
  patienceMs?: number
}

export type BrokerClient = {
  identity(withinMs: number): Promise<BrokerIdentity>
  /** The key of this tenant's store. To be kept in memory only. */
  storeKey(withinMs: number): Promise<string>
  /** The answer's head, status 2xx. Everything else is thrown as the broker's own error. */
  call(call: BrokerCall): Promise<IncomingMessage>
  close(): void
}

const maxAnswerBytes = 64_000
const defaultPatienceMs = 10_000

/** Throws `not-ready` while the broker cannot be reached, and whatever error the broker answers with. */
export function createBrokerClient(socketPath: string): BrokerClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 64, maxFreeSockets: 4 })

  const call = async (spec: BrokerCall): Promise<IncomingMessage> => {
    const response = await sendWithPatience(agent, socketPath, spec)
    const status = response.statusCode ?? 0
    if (status >= 200 && status < 300) return response
    throw toError(status, await readBody(response, maxAnswerBytes))
  }

  const get = async <Schema extends z.ZodType>(path: string, schema: Schema, withinMs: number) => {
    const response = await call({ method: 'GET', path, signal: AbortSignal.timeout(withinMs), patienceMs: withinMs })
    const result = schema.safeParse(parseJson(await readBody(response, maxAnswerBytes)))
    if (result.success) return result.data
    throw new BulkheadError('internal', `The broker's answer to ${path} does not follow the protocol.`)
  }

  return {
    call,
    identity: (withinMs) => get('/v1/identity', brokerIdentitySchema, withinMs),
    storeKey: async (withinMs) => (await get('/v1/store-key', storeKeySchema, withinMs)).key,
    close: () => agent.destroy(),
  }
}

/** Tries again only where nothing can have reached the broker: a refused dial, or a kept connection that had died. */
async function sendWithPatience(agent: Agent, socketPath: string, spec: BrokerCall): Promise<IncomingMessage> {
  const backOff = createBackOff(redial.minMs, redial.maxMs / 3)
  const givenUpAt = performance.now() + (spec.patienceMs ?? defaultPatienceMs)
  for (;;) {
    const attempt = await send(agent, socketPath, spec)
    if (attempt.response !== null) return attempt.response
    if (spec.signal.aborted || !attempt.unsent || performance.now() > givenUpAt) {
      throw new BulkheadError('not-ready', `The broker cannot be reached: ${messageOf(attempt.error)}`, {
        cause: attempt.error,
      })
    }
    await pause(backOff.next(), undefined, { signal: spec.signal }).catch(() => undefined)
  }
}

type Attempt = { response: IncomingMessage } | { response: null; error: unknown; unsent: boolean }

function send(agent: Agent, socketPath: string, spec: BrokerCall): Promise<Attempt> {
  return new Promise((resolve) => {
    const headers: OutgoingHttpHeaders = { host: 'broker', ...spec.headers }
    if (spec.body !== undefined) headers['content-length'] = Buffer.byteLength(spec.body)
    const outgoing = request({ agent, socketPath, method: spec.method, path: spec.path, headers, signal: spec.signal })
    outgoing.once('response', (response) => resolve({ response }))
    outgoing.once('error', (error: NodeJS.ErrnoException) => {
      const refused = error.code === 'ECONNREFUSED' || error.code === 'ENOENT'
      const staleConnection = outgoing.reusedSocket && (error.code === 'ECONNRESET' || error.code === 'EPIPE')
      resolve({ response: null, error, unsent: refused || staleConnection })
    })
    outgoing.end(spec.body)
  })
}

function toError(status: number, body: string): BulkheadError {
  const parsed = parseJson(body)
  if (typeof parsed === 'object' && parsed !== null && 'error' in parsed) {
    const { error } = parsed
    if (typeof error === 'object' && error !== null && 'code' in error && 'message' in error) {
      const code = errorCodes.find((candidate) => candidate === error.code)
      if (code !== undefined) return new BulkheadError(code, String(error.message).slice(0, 1_000), named(error))
    }
  }
  return new BulkheadError('internal', `The broker answered ${status} without saying why.`)
}

/** Who is to be asked, where a rule asks. Nothing else of what the broker knows is repeated to anybody. */
function named(error: object): { details?: ErrorDetails } {
  const people = z.object({ details: z.object({ people: z.array(z.string()).max(20) }) }).safeParse(error)
  return people.success ? { details: people.data.details } : {}
}
