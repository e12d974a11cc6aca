import { type ControllerEnv, controllerEnv } from '@/server/env'
import { createLogger, type Logger } from '@/server/log'
import { createDockerEngine } from '@/server/provisioning/docker/docker-engine'
import type { Engine } from '@/server/provisioning/port'
import { createProcessEngine } from '@/server/provisioning/process/process-engine'
import { serveUntilStopped } from '@/server/serve-until-stopped'
import { loadBundleSigner } from '@/server/vault/bundle-signer'
import { createController } from './create-controller'

const env = controllerEnv()
const log = createLogger('controller', env.BULKHEAD_LOG_LEVEL)

const controller = createController({
  databaseUrl: env.DATABASE_URL,
  engine: createEngine(env, log),
  doorsFolder: env.BULKHEAD_DOORS_DIR,
  signer: await loadBundleSigner(env.BULKHEAD_SIGNING_KEY),
  log,
  onLost: (reason) => {
    log.fatal({ reason }, 'the lock on the database was lost: ending, so that no two controllers are at work')
    process.exit(1)
  },
})

await serveUntilStopped(log, controller)

function createEngine(settings: ControllerEnv, logger: Logger): Engine {
  const options = {
    folders: { doors: settings.BULKHEAD_DOORS_DIR, data: settings.BULKHEAD_DATA_DIR },
    installation: settings.BULKHEAD_INSTALLATION,
    runtimeDist: settings.BULKHEAD_RUNTIME_DIST,
    log: logger,
  }
  switch (settings.BULKHEAD_ENGINE) {
    case 'docker':
      return createDockerEngine(options)
    case 'process':
      return createProcessEngine(options)
  }
}
