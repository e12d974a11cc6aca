import { Agent } from 'undici'
import type { BrokerIdentity } from '@/domain/runtime/broker-api'
import type { Database } from '@/server/db/client'
import { listenAtDoors } from '@/server/doors/unix-doors'
import type { Logger } from '@/server/log'
import type { KeyProvider } from '@/server/vault/key-provider'
import { createCallServer } from './call-server'
import { Callers } from './callers'
import type { ChatUsage } from './chat-request'
import { type BrokerLimits, defaultLimits } from './limits'
import { recordUsage } from './record-usage'

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
  const server = createCallServer({ db, keys, agent, limits, log, callers, onUsage })
  const doors = await listenAtDoors({
    folder: options.doorsFolder,
    door: 'broker',
    log,
    onConnection: server.accept,
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
