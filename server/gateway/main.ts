import { connectDatabase } from '@/server/db/client'
import { gatewayEnv } from '@/server/env'
import { announceReady, createLogger } from '@/server/log'
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
  log.fatal({ cause: String(error) }, 'the gateway cannot start')
  process.exit(1)
}
