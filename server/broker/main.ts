import { connectDatabase } from '@/server/db/client'
import { brokerEnv } from '@/server/env'
import { createLogger } from '@/server/log'
import { serveUntilStopped } from '@/server/serve-until-stopped'
import { loadFileKeyProvider } from '@/server/vault/key-provider'
import { createBroker } from './broker'

const env = brokerEnv()
const log = createLogger('broker', env.BULKHEAD_LOG_LEVEL)
const db = connectDatabase(env.DATABASE_URL)

const starting = loadFileKeyProvider(env.BULKHEAD_VAULT_PRIVATE_KEY).then((keys) =>
  createBroker({
    db,
    keys,
    doorsFolder: env.BULKHEAD_DOORS_DIR,
    log,
    egressAllow: env.BULKHEAD_EGRESS_ALLOW,
    databaseUrl: env.DATABASE_URL,
  }),
)

await serveUntilStopped(log, {
  start: () => starting,
  stop: async () => {
    await (await starting).close()
    await db.$disconnect()
  },
})
