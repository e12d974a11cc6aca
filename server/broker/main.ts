import { connectDatabase } from '@/server/db/client'
import { brokerEnv } from '@/server/env'
import { announceReady, createLogger } from '@/server/log'
import { loadFileKeyProvider } from '@/server/vault/key-provider'
import { createBroker } from './broker'

const env = brokerEnv()
const log = createLogger('broker', env.BULKHEAD_LOG_LEVEL)
const db = connectDatabase(env.DATABASE_URL)

const starting = loadFileKeyProvider(env.BULKHEAD_VAULT_PRIVATE_KEY).then((keys) =>
  createBroker({ db, keys, doorsFolder: env.BULKHEAD_DOORS_DIR, log }),
)

let stopping = false
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, async () => {
    if (stopping) return
    stopping = true
    log.info({ signal }, 'stopping')
    await (await starting).close()
    await db.$disconnect()
    process.exit(0)
  })
}

try {
  await starting
  announceReady(log)
} catch (error) {
  log.fatal({ cause: String(error) }, 'the broker cannot start')
  process.exit(1)
}
