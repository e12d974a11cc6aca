import type { Socket } from 'node:net'
import { createTransport, type Transporter } from 'nodemailer'
import type SMTPTransport from 'nodemailer/lib/smtp-transport'
import { BulkheadError } from '@/domain/errors'
import { redactSecrets } from '@/server/egress/redact'
import type { SkillRunner, SkillWay } from '../skill-runner'
import { addressesIn, portIn } from './email-fields'

const limits = { recipients: 50, serverBytes: 1_000_000, lookMs: 100, idleMs: 30_000 } as const

/** Mail through the tenant's own server, over TLS: from the first byte at port 465, by STARTTLS at every other. */
export const emailRunner: SkillRunner = {
  async run(call) {
    const { from = '' } = call.connection.fields
    const { to, subject, text } = call.args
    const recipients = addressesIn(String(to))
    if (recipients === null || recipients.length > limits.recipients) {
      const message = `"To" must hold 1 to ${limits.recipients} e-mail addresses, with commas between them.`
      throw new BulkheadError('bad-input', message, { details: { problems: [{ path: 'args.to', message }] } })
    }
    const sent = await withServer(call, (transport) =>
      transport.sendMail({
        from,
        to: String(to),
        subject: String(subject),
        text: String(text),
        // The same for every try: mail servers and mailboxes know a message by it.
        messageId: `<${call.actId}@${domainOf(from)}>`,
        disableFileAccess: true,
        disableUrlAccess: true,
      }),
    )
    return { messageId: sent.messageId, accepted: sent.accepted.map(String) }
  },

  async test(way) {
    await withServer(way, (transport) => transport.verify())
    const { host, user } = way.connection.fields
    return user === undefined ? `${host} takes mail.` : `${host} takes mail from ${user}.`
  },
}

type Transport = Transporter<SMTPTransport.SentMessageInfo>

async function withServer<T>(way: SkillWay, work: (transport: Transport) => Promise<T>): Promise<T> {
  const { host = '', user } = way.connection.fields
  const port = portIn(way.connection.fields.port)
  if (port === null) throw new BulkheadError('not-connected', "The connection's port is not usable. Set it anew.")
  const { socket, listed } = await way.egress.open(host, port, way.signal)
  const watch = setInterval(() => {
    if (socket.bytesRead > limits.serverBytes) socket.destroy()
  }, limits.lookMs)
  const onAbort = () => socket.destroy()
  way.signal.addEventListener('abort', onAbort, { once: true })
  const transport = createTransport(
    transportOptions({ host, port, listed, socket, user, password: way.connection.secrets.password }),
  )
  try {
    return await work(transport)
  } catch (cause) {
    throw smtpError(cause, way, host)
  } finally {
    clearInterval(watch)
    way.signal.removeEventListener('abort', onAbort)
    transport.close()
    socket.destroy()
  }
}

type Server = {
  host: string
  port: number
  listed: boolean
  socket: Socket
  user: string | undefined
  password: string | undefined
}

/** Without TLS only where the installation itself vouches for the server: a relay in its own network. */
export function transportOptions({ host, port, listed, socket, user, password }: Server): SMTPTransport.Options {
  const secure = port === 465
  return {
    host,
    port,
    secure,
    requireTLS: !secure && !listed,
    ...(user === undefined || password === undefined ? {} : { auth: { user, pass: password } }),
    greetingTimeout: limits.idleMs,
    socketTimeout: limits.idleMs,
    getSocket: (_options, callback) => callback(null, { connection: socket }),
  }
}

function domainOf(from: string): string {
  return addressesIn(from)?.[0]?.split('@')[1] ?? 'bulkhead.invalid'
}

function smtpError(cause: unknown, way: SkillWay, host: string): unknown {
  if (cause instanceof BulkheadError) return cause
  if (way.signal.aborted) return new BulkheadError('deadline-exceeded', `${host} did not answer in time.`, { cause })
  const { code, response, responseCode } = cause as { code?: string; response?: string; responseCode?: number }
  const said = redactSecrets(response ?? '', Object.values(way.connection.secrets))
    .replace(/\s+/g, ' ')
    .slice(0, 300)
  const details = responseCode === undefined ? {} : { upstreamStatus: responseCode }
  if (code === 'EAUTH') {
    const message = `${host} did not accept the user name and password. Check the connection.`
    return new BulkheadError('upstream-failed', message, { cause, details })
  }
  const message = said === '' ? `${host} did not take the mail${code ? ` (${code})` : ''}.` : `${host} refused: ${said}`
  return new BulkheadError('upstream-failed', message, { cause, details })
}
