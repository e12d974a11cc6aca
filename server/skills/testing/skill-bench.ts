import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { parseAllowList } from '@/server/egress/allow-list'
import { createEgress, type Egress } from '@/server/egress/egress'
import type { SkillConnection, SkillWay } from '../skill-runner'

export type ReceivedRequest = { method: string; url: string; headers: IncomingHttpHeaders; body: string }

/** A system of the outside world, on the loopback. */
export async function startHttpServer() {
  const received: ReceivedRequest[] = []
  let handle: RequestListener = (_request, response) => response.end('{}')
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { method = '', url = '', headers } = request
      received.push({ method, url, headers, body: Buffer.concat(chunks).toString('utf8') })
      handle(request, response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    received,
    answerWith: (next: RequestListener) => {
      handle = next
    },
    answerJson: (value: unknown, status = 200) => {
      handle = (_request, response) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
      }
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

export type HttpServer = Awaited<ReturnType<typeof startHttpServer>>
export type ReceivedMail = { from: string; to: string[]; text: string; user: string | undefined; secure: boolean }

/** A mail server on the loopback that knows `ada` with the password that is given. */
export async function startMailServer(password: string, options: SMTPServerOptions = {}) {
  const received: ReceivedMail[] = []
  let refuse: ((mail: ReceivedMail) => Error | null) | undefined
  const server = new SMTPServer({
    logger: false,
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    onAuth: (auth, _session, callback) => {
      if (auth.username === 'ada' && auth.password === password) callback(null, { user: 'ada' })
      else callback(new Error(`Bad password ${auth.password}`))
    },
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        const mail = {
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          text: Buffer.concat(chunks).toString('utf8'),
          user: session.user,
          secure: session.secure,
        }
        received.push(mail)
        const error = refuse?.(mail) ?? null
        if (error === null) callback()
        else callback(error)
      })
    },
    ...options,
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    port,
    received,
    refuseWith: (next: ((mail: ReceivedMail) => Error | null) | undefined) => {
      refuse = next
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

/** A way out that may reach these ports of this machine, by 127.0.0.1. */
export function egressTo(...ports: number[]): Egress {
  const allow = parseAllowList(ports.map((port) => `127.0.0.1:${port}`).join(','))
  return createEgress({ allow: allow ?? new Set(), connectMs: 5_000 })
}

export function wayOf(egress: Egress, connection: Partial<SkillConnection>, timeoutMs = 10_000): SkillWay {
  return {
    connection: { fields: {}, secrets: {}, ...connection },
    egress,
    signal: AbortSignal.timeout(timeoutMs),
    answerBytes: 1_000_000,
  }
}
