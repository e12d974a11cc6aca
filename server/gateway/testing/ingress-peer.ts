import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { drainingHeader } from '@/domain/runtime/door-messages'

/** A runtime as the gateway sees it: it dials the ingress door, and serves HTTP over the connections that it opened. */
export type IngressPeer = {
  /** Requests that were accepted, in order. */
  readonly served: string[]
  readonly connections: number
  /** Accepts nothing new, finishes what it has, then goes. */
  drain(): Promise<void>
  /** Dies at once. */
  kill(): void
}

export type IngressPeerOptions = {
  socketPath: string
  handle: RequestListener
  onUpgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  spare?: number
}

const notAccepted = `HTTP/1.1 503 Draining\r\n${drainingHeader}: 1\r\ncontent-length: 0\r\n\r\n`

export function startIngressPeer(options: IngressPeerOptions): IngressPeer {
  const sockets = new Set<Socket>()
  const busy = new Set<ServerResponse>()
  const served: string[] = []
  let state: 'serving' | 'draining' | 'gone' = 'serving'
  let spare = 0

  const server = createServer({ keepAliveTimeout: 0, headersTimeout: 0, requestTimeout: 0 }, (request, response) => {
    if (state !== 'serving') {
      request.resume()
      // Said already: the request crossed it on its way.
      if (request.socket.writableEnded) return
      response.writeHead(503, { [drainingHeader]: '1', connection: 'close' }).end()
      return
    }
    take(request.socket)
    busy.add(response)
    response.once('close', () => busy.delete(response))
    served.push(`${request.method} ${request.url}`)
    options.handle(request, response)
  })
  server.on('upgrade', (request, socket, head) => {
    take(request.socket)
    options.onUpgrade?.(request, socket, head)
  })

  const fresh = new Set<Socket>()
  const take = (socket: Socket) => {
    if (fresh.delete(socket)) spare -= 1
    topUp()
  }
  const topUp = () => {
    while (state === 'serving' && spare < (options.spare ?? 4) && sockets.size < 128) dialOne()
  }
  const dialOne = () => {
    spare += 1
    const socket = connect(options.socketPath)
    sockets.add(socket)
    fresh.add(socket)
    socket.once('connect', () => server.emit('connection', socket))
    socket.on('error', () => socket.destroy())
    socket.once('close', () => {
      sockets.delete(socket)
      if (fresh.delete(socket)) spare -= 1
      if (state === 'serving') setTimeout(topUp, 20)
    })
  }
  topUp()

  const kill = () => {
    state = 'gone'
    for (const socket of sockets) socket.destroy()
  }
  return {
    served,
    get connections() {
      return sockets.size
    },
    async drain() {
      state = 'draining'
      const busySockets = new Set([...busy].map((response) => response.socket))
      for (const socket of sockets) {
        if (!busySockets.has(socket)) socket.end(notAccepted)
      }
      await Promise.all([...busy].map((response) => new Promise((resolve) => response.once('close', resolve))))
      for (const socket of sockets) if (!socket.writableEnded) socket.end(notAccepted)
      await Promise.all([...sockets].map((socket) => new Promise((resolve) => socket.once('close', resolve))))
      state = 'gone'
    },
    kill,
  }
}
