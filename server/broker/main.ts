import { connectDatabase } from '@/server/db/client'
import { brokerEnv } from '@/server/env'
import { announceReady, createLogger } from '@/server/log'
import { loadFileKeyProvider } from '@/server/vault/key-provider'
import { createBroker } from './broker'

const env = brokerEnv()
const log = createLogger('broker', env.BULKHEAD_LOG_LEVEL)
const db = connectDatabase(env.DATABASE_URL)
const keys = await loadFileKeyProvider(env.BULKHEAD_VAULT_PRIVATE_KEY)
const broker = await createBroker({ db, keys, doorsFolder: env.BULKHEAD_DOORS_DIR, log })
announceReady(log)

let stopping = false
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, async () => {
    if (stopping) return
    stopping = true
    log.info({ signal }, 'stopping')
    await broker.close()
    await db.$disconnect()
    process.exit(0)
  })
}
