import { connect, type Socket } from 'node:net'
import { BulkheadError } from '@/domain/errors'
import { type FromRuntime, maxControlLineBytes, type ToRuntime, toRuntimeSchema } from '@/domain/runtime/door-messages'
import type { Log } from '../host/log'
import { messageOf } from '../host/log'
import { createBackOff, redial } from './back-off'
import { createLineSplitter } from './line-splitter'

export type ControlClient = {
  /** False when the door is away: nothing was sent, say it again after the next hello. */
  send(message: FromRuntime): boolean
  /** Resolves with true once connected, with false when `withinMs` is over. */
  connected(withinMs: number): Promise<boolean>
  /** Ends for good, after everything that was sent has left. */
  close(): Promise<void>
}

export type ControlClientOptions = {
  socketPath: string
  log: Log
  /** Said first on every connection; null while there is nothing to say yet. */
  hello: () => FromRuntime | null
  onMessage: (message: ToRuntime) => void
  onConnected?: () => void
}

/** A connection that held for this long was a good one, so the next redial starts quickly again. */
const settledAfterMs = 1_000

export function createControlClient(options: ControlClientOptions): ControlClient {
  const backOff = createBackOff(redial.minMs, redial.maxMs)
  let socket: Socket | null = null
  let timer: NodeJS.Timeout | null = null
  let closed = false
  const waiting = new Set<() => void>()

  const dial = () => {
    timer = null
    const candidate = connect(options.socketPath)
    let openedAt: number | null = null
    candidate.once('connect', () => {
      openedAt = performance.now()
      socket = candidate
      const hello = options.hello()
      if (hello !== null) write(candidate, hello)
      for (const wake of [...waiting]) wake()
      options.onConnected?.()
    })
    readMessages(candidate, options)
    candidate.on('error', () => candidate.destroy())
    candidate.once('end', () => candidate.destroy())
    candidate.once('close', () => {
      if (socket === candidate) socket = null
      if (openedAt !== null) options.log.warn('control-door-lost')
      if (openedAt !== null && performance.now() - openedAt > settledAfterMs) backOff.reset()
      if (!closed) timer = setTimeout(dial, backOff.next())
    })
  }
  dial()

  return {
    send(message) {
      if (socket === null || socket.destroyed) return false
      write(socket, message)
      return true
    },
    connected: (withinMs) =>
      new Promise((resolve) => {
        if (socket !== null) return resolve(true)
        const settle = (result: boolean) => {
          clearTimeout(deadline)
          waiting.delete(wake)
          resolve(result)
        }
        const wake = () => settle(true)
        const deadline = setTimeout(() => settle(false), withinMs)
        waiting.add(wake)
      }),
    async close() {
      closed = true
      if (timer !== null) clearTimeout(timer)
      const last = socket
      if (last === null) return
      await new Promise<void>((resolve) => {
        last.once('close', () => resolve())
        last.end()
        setTimeout(() => last.destroy(), 500).unref()
      })
    },
  }
}

function write(socket: Socket, message: FromRuntime): void {
  socket.write(`${JSON.stringify(message)}\n`)
}

/** A host that does not speak the protocol is hung up on; the next dial may find a better one. */
function readMessages(socket: Socket, options: ControlClientOptions): void {
  const split = createLineSplitter(maxControlLineBytes)
  socket.on('data', (chunk: Buffer) => {
    try {
      for (const line of split(chunk)) options.onMessage(parseMessage(line))
    } catch (error) {
      options.log.error('control-message-refused', { message: messageOf(error) })
      socket.destroy()
    }
  })
}

function parseMessage(line: string): ToRuntime {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch (cause) {
    throw new BulkheadError('bad-input', 'A control message is not JSON.', { cause })
  }
  const result = toRuntimeSchema.safeParse(value)
  if (result.success) return result.data
  const where = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  throw new BulkheadError('bad-input', `A control message does not follow the protocol. ${where.join('; ')}`)
}
