import { connectDatabase } from '@/server/db/client'
import { gatewayEnv } from '@/server/env'
import { createLogger } from '@/server/log'
import { serveUntilStopped } from '@/server/serve-until-stopped'
import { createGateway } from './gateway'

const env = gatewayEnv()
const log = createLogger('gateway', env.BULKHEAD_LOG_LEVEL)
const db = connectDatabase(env.DATABASE_URL)

const starting = createGateway({
  db,
  doorsFolder: env.BULKHEAD_DOORS_DIR,
  domain: env.BULKHEAD_DOMAIN,
  host: env.BULKHEAD_GATEWAY_HOST,
  port: env.BULKHEAD_GATEWAY_PORT,
  log,
})

await serveUntilStopped(log, {
  start: () => starting,
  stop: async () => {
    await (await starting).close()
    await db.$disconnect()
  },
})
