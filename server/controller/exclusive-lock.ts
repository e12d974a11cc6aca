import { setTimeout as delay } from 'node:timers/promises'
import { Client } from 'pg'
import type { Logger } from '@/server/log'

export type ExclusiveLock = { release(): Promise<void> }

/** Any number that nothing else in this database uses. */
const lockKey = 4_177_301
const askEveryMs = 250

/**
 * One controller at a time: an advisory lock, held for as long as its connection lives. PostgreSQL frees it when the
 * holder dies, so whoever waits takes over by itself. `onLost` runs when the connection breaks: then another may be
 * at work already, and this one must end.
 */
export async function takeExclusiveLock(options: {
  databaseUrl: string
  log: Logger
  signal: AbortSignal
  onLost: (reason: string) => void
}): Promise<ExclusiveLock> {
  const { log, signal } = options
  const client = new Client({
    connectionString: options.databaseUrl,
    keepAlive: true,
    application_name: 'bulkhead-controller-lock',
  })
  let held = false
  const lost = (reason: string) => {
    if (!held) return
    held = false
    options.onLost(reason)
  }
  client.on('error', (error) => lost(error.message))
  client.on('end', () => lost('the connection ended'))
  await client.connect()
  let told = false
  try {
    while (!(await tryLock(client))) {
      if (!told) log.info('another controller is at work; waiting for its end')
      told = true
      await delay(askEveryMs, undefined, { signal })
    }
  } catch (error) {
    await client.end().catch(() => undefined)
    throw error
  }
  held = true
  return {
    async release() {
      held = false
      await client.end()
    },
  }
}

async function tryLock(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [lockKey])
  return rows[0]?.taken === true
}
