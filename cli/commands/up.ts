import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { BulkheadError } from '@/domain/errors'
import type { Arguments } from '../arguments'
import { createOwnerLink } from '../demo/owner'
import { type DemoTenant, ensureDemo } from '../demo/seed-demo'
import { chooseEngine, type EngineChoice } from '../engine/choose-engine'
import { openEngine } from '../engine/runtimes'
import { startDatabase } from '../installation/database'
import type { Folders } from '../installation/folders'
import { databaseUrl, openFolders } from '../installation/installation'
import { ensureKeys, ensureSettings, type KeyFiles, type Ports, type Settings } from '../installation/settings'
import { livingProcesses, removePidFile, writePidFile } from '../processes/pid-file'
import { requireFreePort } from '../processes/ports'
import { serviceSpecs, webOrigin } from '../processes/services'
import { stopEverything, stopLeftovers, supervisorName } from '../processes/stop-everything'
import { type Supervisor, superviseServices } from '../processes/supervisor'
import { say, step } from '../terminal/progress'
import { detach } from './up-detached'
import { waitForTenants } from './wait-for-tenants'

/** Everything from a bare checkout to answering tenants; then it stays, restarts what dies, and ends on Ctrl-C. */
export async function up(words: Arguments): Promise<number> {
  const folders = openFolders(words.home)
  await refuseSecond(folders)
  if (words.detach) return detach(folders)
  const settings = await ensureSettings(folders, chosenPorts(words))
  await writePidFile(folders.run, supervisorName, process.pid)
  const stopAsked = onStopSignal()
  let supervisor: Supervisor | null = null
  try {
    const engine = await prepare(words, folders, settings)
    const keys = await ensureKeys(folders)
    const tenants = words['no-demo']
      ? []
      : await step('Seeding', 'Demo is there', () => ensureDemo(settings, keys, engine))
    supervisor = superviseServices(specsOf(folders, settings, keys, engine), folders)
    await Promise.race([step('Starting the processes', 'Processes run', supervisor.start), stopAsked.then(interrupted)])
    await Promise.race([waitForTenants(tenants, settings.ports.gateway), stopAsked.then(interrupted)])
    say(await welcome(settings, tenants, engine))
    await stopAsked
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error
  } finally {
    await step('Stopping', 'Stopped; the data is kept', async () => {
      await supervisor?.stop()
      await stopEverything(folders, settings)
      await removePidFile(folders.run, supervisorName)
    })
  }
  return 0
}

class Interrupted extends Error {}
function interrupted(): never {
  throw new Interrupted()
}

async function refuseSecond(folders: Folders): Promise<void> {
  const living = (await livingProcesses(folders.run)).find((record) => record.name === supervisorName)
  if (living === undefined) return
  throw new BulkheadError(
    'conflict',
    `Bulkhead runs already here (pid ${living.pid}). See ./bulkhead status, or ./bulkhead link.`,
  )
}

function chosenPorts(words: Arguments): Partial<Ports> {
  return {
    ...(words.port === undefined ? {} : { web: words.port }),
    ...(words['gateway-port'] === undefined ? {} : { gateway: words['gateway-port'] }),
    ...(words['postgres-port'] === undefined ? {} : { postgres: words['postgres-port'] }),
  }
}

/** Everything before the first process starts. */
async function prepare(words: Arguments, folders: Folders, settings: Settings): Promise<EngineChoice> {
  const leftovers = await stopLeftovers(folders)
  if (leftovers > 0) say(`✓ Stopped ${leftovers} processes that an earlier run left behind`)
  await requireFreePort({ port: settings.ports.web, purpose: 'the app', option: '--port' })
  await requireFreePort({ port: settings.ports.gateway, purpose: 'the gateway', option: '--gateway-port' })
  const engine = await chooseEngine(words.engine, words['install-docker'])
  if (engine === 'process') say(tryingOutBanner)
  await step('Building the app and the runtime (a minute, once)', 'Built', () => build(folders))
  await startDatabase(folders, settings)
  await step('Building the runtime image', 'Runtime image is there', async () => {
    await openEngine(engine, folders, settings).resolveImage()
  })
  return engine
}

const tryingOutBanner = `
  ! Trying-out mode: no Docker daemon is used. Tenants run as plain processes of this machine, and several walls are
    missing; each tenant's page says which. Good for a look, not for customers. With Docker: ./bulkhead up --install-docker
`

function build(folders: Folders): Promise<void> {
  return new Promise((done, fail) => {
    const script = join(folders.checkout, 'scripts', 'build.mjs')
    const child = spawn(process.execPath, [script, 'servers', 'runtime', 'web'], { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    child.once('close', (code) =>
      code === 0 ? done() : fail(new BulkheadError('internal', `The build failed.\n${output}`)),
    )
  })
}

function specsOf(folders: Folders, settings: Settings, keys: KeyFiles, engine: EngineChoice) {
  return serviceSpecs({ folders, settings, keys, engine, databaseUrl: (role) => databaseUrl(settings, role) })
}

function onStopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => resolve())
  })
}

async function welcome(settings: Settings, tenants: DemoTenant[], engine: EngineChoice): Promise<string> {
  const version = JSON.parse(await readFile('package.json', 'utf8')).version as string
  const tenantLines = tenants.map(
    (tenant) => `    ${tenant.name.padEnd(18)} http://${tenant.slug}.localhost:${settings.ports.gateway}`,
  )
  return `
  Bulkhead ${version} runs (${engine === 'docker' ? 'sealed containers' : 'trying-out mode'}).

  Builders   ${webOrigin(settings)}
    Sign in once with this link (15 minutes; a new one: ./bulkhead link)
    ${await createOwnerLink(settings)}
${tenants.length > 0 ? `\n  Tenants\n${tenantLines.join('\n')}\n` : ''}
  Ctrl-C stops everything; the data is kept.
`
}
