import { createServer } from 'node:http'
import type { Socket } from 'node:net'
import { BulkheadError } from '@/domain/errors'
import { Tally } from '@/server/doors/tally'
import { answerError, type CallParts, handleCall } from './handle-call'

/** An HTTP server that listens nowhere: connections are handed to it, each with the runtime whose socket accepted it. */
export function createCallServer(parts: CallParts): { accept(runtimeId: string, socket: Socket): void } {
  const { limits } = parts
  /** Nothing that comes through a connection can change whose it is. */
  const runtimeOf = new WeakMap<Socket, string>()
  const connections = new Tally(limits.connections)
  const callsAtOnce = new Tally(limits.callsAtOnce)
  // Connections stay open while the runtime likes.
  const server = createServer({ keepAliveTimeout: 0, maxHeaderSize: 16_384 })
  server.on('request', (request, response) => {
    const runtimeId = runtimeOf.get(request.socket)
    if (runtimeId === undefined || !callsAtOnce.enter(runtimeId)) {
      const tooMany = `A runtime may have ${limits.callsAtOnce} calls under way. Try again when one has ended.`
      answerError(request, response, new BulkheadError('over-limit', tooMany))
      return
    }
    response.once('close', () => callsAtOnce.leave(runtimeId))
    void handleCall(parts, runtimeId, request, response)
  })
  return {
    accept(runtimeId, socket) {
      if (!connections.enter(runtimeId)) {
        socket.destroy()
        return
      }
      socket.once('close', () => connections.leave(runtimeId))
      runtimeOf.set(socket, runtimeId)
      server.emit('connection', socket)
    },
  }
}
