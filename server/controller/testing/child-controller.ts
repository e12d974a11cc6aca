import { createPrivateKey } from 'node:crypto'
import { z } from 'zod'
import { createLogger } from '@/server/log'
import { createFakeEngine } from '@/server/provisioning/fake/fake-engine'
import { createFakeWorld } from '@/server/provisioning/fake/fake-world'
import { bundleSigner } from '@/server/vault/bundle-signer'
import { createController } from '../create-controller'
import { borrowEngine } from './engine-over-ipc'

/** A real controller in a process of its own, to be killed. Its engine is the parent's. */
const settings = z
  .object({
    databaseUrl: z.string(),
    doorsFolder: z.string(),
    signingKey: z.string(),
    timing: z.record(z.string(), z.any()),
  })
  .parse(JSON.parse(process.argv[2] ?? ''))

const { bootDigest } = createFakeEngine({ world: createFakeWorld(), installation: 'digests-only' })
process.on('disconnect', () => process.exit(1))
await createController({
  databaseUrl: settings.databaseUrl,
  doorsFolder: settings.doorsFolder,
  engine: borrowEngine(bootDigest),
  signer: bundleSigner(createPrivateKey(settings.signingKey)),
  log: createLogger('controller', 'silent'),
  timing: settings.timing,
}).start()
