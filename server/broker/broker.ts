import { createServer } from 'node:http'
import type { Socket } from 'node:net'
import { Agent } from 'undici'
import { BulkheadError } from '@/domain/errors'
import type { BrokerIdentity } from '@/domain/runtime/broker-api'
import type { Database } from '@/server/db/client'
import { listenAtDoors } from '@/server/doors/unix-doors'
import type { Logger } from '@/server/log'
import type { KeyProvider } from '@/server/vault/key-provider'
import { Callers } from './callers'
import type { ChatUsage } from './chat-request'
import { answerError, handleCall } from './handle-call'
import { type BrokerLimits, defaultLimits } from './limits'
import { recordUsage } from './record-usage'
import { Tally } from './tally'

export type BrokerOptions = {
  db: Database
  doorsFolder: string
  keys: KeyProvider
  log: Logger
  limits?: Partial<BrokerLimits>
}

export type Broker = {
  /** Looks for new doors now instead of within two seconds. */
  refresh(): Promise<void>
  /** Ends every connection and writes what is still to be counted. */
  close(): Promise<void>
}

/** Holds the credentials and makes every outside call for runtimes. Who calls is said by the socket that accepted. */
export async function createBroker(options: BrokerOptions): Promise<Broker> {
  const limits: BrokerLimits = { ...defaultLimits, ...options.limits }
  const { db, keys, log } = options
  const callers = new Callers(db)
  const agent = new Agent({ connect: { timeout: limits.connectMs }, allowH2: false, connections: 256 })
  const writing = new Set<Promise<void>>()
  const onUsage = (caller: BrokerIdentity, usage: ChatUsage | undefined) => {
    const write = recordUsage(db, caller, usage)
      .catch((error: unknown) =>
        log.error({ tenantId: caller.tenantId, cause: String(error) }, 'usage was not counted'),
      )
      .finally(() => writing.delete(write))
    writing.add(write)
  }
  const parts = { db, keys, agent, limits, log, callers, onUsage }

  /** Filled by whoever accepted; nothing that comes through the connection can change it. */
  const runtimeOf = new WeakMap<Socket, string>()
  const connections = new Tally(limits.connections)
  const callsAtOnce = new Tally(limits.callsAtOnce)
  // It listens nowhere: connections are handed to it, and stay open while the runtime likes.
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

  const doors = await listenAtDoors({
    folder: options.doorsFolder,
    door: 'broker',
    log,
    onConnection(runtimeId, socket) {
      if (!connections.enter(runtimeId)) {
        socket.destroy()
        return
      }
      socket.once('close', () => connections.leave(runtimeId))
      runtimeOf.set(socket, runtimeId)
      server.emit('connection', socket)
    },
    onClosed: (runtimeId) => callers.forget(runtimeId),
  })

  return {
    refresh: () => doors.refresh(),
    async close() {
      await doors.close()
      await agent.destroy()
      await Promise.all(writing)
    },
  }
}
