import { createAuth } from '../accounts/auth'
import { connectDatabase } from '../db/client'
import { webEnv } from '../env'
import { createHintListener, createHintPublisher } from '../live/hints'
import { createPresence } from '../live/presence'
import { createLogger } from '../log'
import { loadWrappingKey } from '../vault/key-provider'
import type { Services } from './services'

/** On `globalThis`, because Next's development server loads modules anew while their connections live on. */
const held = globalThis as typeof globalThis & { bulkheadServices?: Promise<Services> }

/** This process's one of each, made at the first request: a build must not need an environment. */
export function getServices(): Promise<Services> {
  held.bulkheadServices ??= createServices().catch((error) => {
    // The next request tries again, e.g. once the key file is there.
    delete held.bulkheadServices
    throw error
  })
  return held.bulkheadServices
}

async function createServices(): Promise<Services> {
  const env = webEnv()
  const log = createLogger('web', env.BULKHEAD_LOG_LEVEL)
  const wrappingKey = await loadWrappingKey(env.BULKHEAD_VAULT_PUBLIC_KEY)
  const origin = env.BULKHEAD_WEB_ORIGIN.replace(/\/+$/, '')
  return {
    db: connectDatabase(env.DATABASE_URL),
    auth: createAuth({ databaseUrl: env.DATABASE_URL, origin, secret: env.BULKHEAD_AUTH_SECRET, log }),
    hints: {
      publisher: createHintPublisher(env.DATABASE_URL, log),
      listener: createHintListener(env.DATABASE_URL, log),
    },
    presence: createPresence(),
    wrappingKey,
    engine: env.BULKHEAD_ENGINE,
    origin,
    tenantUrl: env.BULKHEAD_TENANT_URL,
    log,
  }
}
