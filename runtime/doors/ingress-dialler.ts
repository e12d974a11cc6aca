import type { Server } from 'node:http'
import { connect, type Socket } from 'node:net'
import { drainingHeader } from '@/domain/runtime/door-messages'
import { createBackOff, redial } from './back-off'

export type IngressDialler = {
  /** No new connection is dialled from now on; those that are open go on. */
  stopDialling(): void
  /** Ends every connection and resolves when all are gone. */
  close(): Promise<void>
  readonly counts: { spare: number; busy: number }
}

/** Connections kept waiting; how many at most; and how many spare ones are kept after a burst. */
const limits = { spare: 4, total: 128, keptSpare: 16 } as const
const settledAfterMs = 1_000

/**
 * Serves `server` over connections that we open, so that nothing in the sandbox ever listens. Whenever one is taken into
 * use another is dialled. While the gateway is away there is one dial at a time, with growing pauses.
 */
export function dialIngress(socketPath: string, server: Server): IngressDialler {
  const backOff = createBackOff(redial.minMs, redial.maxMs)
  const sockets = new Set<Socket>()
  const busy = new Set<Socket>()
  let dialling = 0
  let timer: NodeJS.Timeout | null = null
  let stopped = false

  const spare = () => sockets.size - busy.size

  const fill = () => {
    while (!stopped && timer === null && spare() + dialling < limits.spare && sockets.size + dialling < limits.total)
      dial()
  }

  const dial = () => {
    dialling += 1
    const socket = connect(socketPath)
    let openedAt: number | null = null
    socket.once('connect', () => {
      dialling -= 1
      openedAt = performance.now()
      sockets.add(socket)
      server.emit('connection', socket)
      if (stopped) socket.destroy()
    })
    socket.on('error', () => socket.destroy())
    socket.once('close', () => {
      if (openedAt === null) dialling -= 1
      sockets.delete(socket)
      const wasUsed = busy.delete(socket)
      if (openedAt !== null && (wasUsed || performance.now() - openedAt > settledAfterMs)) backOff.reset()
      // One pause for all: the ones that were refused together are dialled together once it is over.
      if (!stopped && timer === null && spare() + dialling < limits.spare) {
        timer = setTimeout(() => {
          timer = null
          fill()
        }, backOff.next())
      }
    })
  }

  server.on('request', (request, response) => {
    const socket = request.socket
    if (!sockets.has(socket)) return
    busy.add(socket)
    if (spare() > limits.keptSpare) response.shouldKeepAlive = false
    response.once('close', () => {
      if (busy.delete(socket)) backOff.reset()
    })
    fill()
  })
  fill()

  return {
    stopDialling() {
      stopped = true
      if (timer !== null) clearTimeout(timer)
    },
    async close() {
      this.stopDialling()
      await Promise.all([...sockets].map((socket) => endSocket(socket, busy.has(socket))))
    },
    get counts() {
      return { spare: spare(), busy: busy.size }
    },
  }
}

/** Said unasked on a waiting connection: a request that crossed it on its way was not accepted and may go elsewhere. */
const notAccepted = `HTTP/1.1 503 Service Unavailable\r\n${drainingHeader}: 1\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`

function endSocket(socket: Socket, isBusy: boolean): Promise<void> {
  return new Promise((resolve) => {
    if (socket.destroyed) return resolve()
    socket.once('close', () => resolve())
    if (isBusy) socket.end()
    else socket.end(notAccepted)
    setTimeout(() => socket.destroy(), 200).unref()
  })
}
