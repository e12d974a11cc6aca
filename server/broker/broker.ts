import { Agent } from 'undici'
import type { Database } from '@/server/db/client'
import { listenAtDoors } from '@/server/doors/unix-doors'
import type { Logger } from '@/server/log'
import type { KeyProvider } from '@/server/vault/key-provider'
import type { EgressAllowList } from '../egress/allow-list'
import { createEgress } from '../egress/egress'
import { createCallServer } from './call-server'
import { Callers } from './callers'
import { listenForChecks } from './check-connections'
import { type BrokerLimits, defaultLimits } from './limits'
import { RequestRoom } from './request-room'

export type BrokerOptions = {
  db: Database
  doorsFolder: string
  keys: KeyProvider
  log: Logger
  limits?: Partial<BrokerLimits>
  /** What effects may reach though it is private; nothing, when it is left out. */
  egressAllow?: EgressAllowList
  /** Where to listen for connections that are to be tried out; left out: nowhere. */
  databaseUrl?: string
}

export type Broker = {
  /** Looks for new doors now instead of within two seconds. */
  refresh(): Promise<void>
  /** Ends every connection, finishes what was begun outside, and writes what is still to be noted. */
  close(): Promise<void>
}

/** Holds the credentials and makes every outside call for runtimes. Who calls is said by the socket that accepted. */
export async function createBroker(options: BrokerOptions): Promise<Broker> {
  const limits: BrokerLimits = { ...defaultLimits, ...options.limits }
  const { db, keys, log } = options
  const callers = new Callers(db)
  const agent = new Agent({ connect: { timeout: limits.connectMs }, allowH2: false, connections: 256 })
  const egress = createEgress({ allow: options.egressAllow ?? new Set(), connectMs: limits.connectMs })
  const finishing = new Set<Promise<unknown>>()
  const finish = (failure: string, work: Promise<unknown>) => {
    const done = work
      .catch((error: unknown) => log.error({ cause: String(error) }, failure))
      .finally(() => finishing.delete(done))
    finishing.add(done)
  }
  const room = new RequestRoom(limits.requestBytesAtOnce)
  const server = createCallServer({ db, keys, agent, egress, limits, log, callers, room, finish })
  const doors = await listenAtDoors({
    folder: options.doorsFolder,
    door: 'broker',
    log,
    onConnection: server.accept,
    onClosed: (runtimeId) => callers.forget(runtimeId),
  })

  const checks =
    options.databaseUrl === undefined
      ? undefined
      : listenForChecks({ db, keys, egress, limits, log, databaseUrl: options.databaseUrl, finish })

  return {
    refresh: () => doors.refresh(),
    async close() {
      await checks?.close()
      await doors.close()
      await agent.destroy()
      await Promise.all(finishing)
    },
  }
}
