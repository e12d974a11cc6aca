import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { BulkheadError } from '@/domain/errors'
import type { Logger } from '@/server/log'
import { createKeyedLock, createLimiter } from '../concurrency'
import type { StepHook } from '../engine-steps'
import { createGenerationStore } from '../generation-store'
import { askHost } from '../host-errors'
import type { Engine, EngineFolders, RuntimeObservation } from '../port'
import { createRuntimeFolders, stateFolder } from '../runtime-folders'
import { checkRequest, checkRuntimeId } from '../runtime-request'
import { type Confinement, probeConfinement } from './confinement'
import { createProcessEnsure } from './ensure-process'
import { type LaunchSetting, launchDigest } from './launch'
import { createProcessControl, send } from './process-control'
import { processEvents } from './process-events'
import { createProcessImage } from './process-image'
import { createProcessRecords, type Found } from './process-records'

export type ProcessEngineOptions = {
  folders: EngineFolders
  installation: string
  /** Folder with `runtime.mjs`, `start.json` and what they need. */
  runtimeDist: string
  log?: Logger
  onStep?: StepHook
}

const parallelStarts = 4

/** One OS process per tenant, under Node's permission model: for trying Bulkhead out, not for customers. */
export function createProcessEngine(options: ProcessEngineOptions): Engine {
  const { folders, installation, log } = options
  const state = stateFolder(folders, installation)
  const places = createRuntimeFolders(folders)
  const image = createProcessImage(options.runtimeDist, join(state, 'images'))
  const records = createProcessRecords(state)
  const control = createProcessControl(records)
  const generations = createGenerationStore(state)
  const limit = createLimiter(parallelStarts)
  const lock = createKeyedLock()
  const confinement = once(() => confine(folders, state))

  const setting = (): LaunchSetting => ({
    installation,
    distOf: image.folderOf,
    doorsOf: places.doors,
    dataOf: places.data,
    prefixOf: (runtimeId) => confinement().prefix(confinement().ownerOf(runtimeId)),
    waivedGuards: confinement().waivedGuards,
  })

  /** Waits until an end that is just being written down is. */
  async function find(runtimeId: string): Promise<Found | null> {
    const found = await records.find(runtimeId)
    if (found?.observation.phase !== 'exited' || found.process === null) return found
    await control.settled(found.process)
    return records.find(runtimeId)
  }

  async function existing(runtimeId: string): Promise<Found> {
    const found = await find(runtimeId)
    if (found) return found
    throw new BulkheadError('not-found', 'There is no process for this runtime.', { details: { runtimeId } })
  }

  const current = async ({ observation }: Found): Promise<RuntimeObservation> => ({
    ...observation,
    generation: Math.max(observation.generation, await generations.read(observation.runtimeId)),
  })

  async function list(): Promise<RuntimeObservation[]> {
    const found = await Promise.all((await records.ids()).map((id) => find(id)))
    return Promise.all(found.filter((one) => one !== null).map(current))
  }

  const ownerOf = (runtimeId: string) => confinement().ownerOf(runtimeId)
  const parts = { find, records, control, generations, image, limit, places, setting, ownerOf, onStep: options.onStep }
  const ensure = createProcessEnsure(parts)

  /** The memory cap: nothing but this watch enforces it beyond V8's own heap. */
  async function survey(): Promise<RuntimeObservation[]> {
    for (const runtimeId of await records.ids()) {
      const found = await records.find(runtimeId)
      await records.boundLog(runtimeId)
      if (found?.process && found.sight && found.sight.rssMb > found.record.memoryMb) {
        log?.warn({ runtimeId, ...found.sight }, 'A runtime took more than its memory and is ended.')
        await control.killForMemory(runtimeId, found.process)
      }
    }
    return list()
  }

  const about = async <Result>(runtimeId: string, task: () => Promise<Result>): Promise<Result> => {
    checkRuntimeId(runtimeId)
    return lock(runtimeId, () => askHost(task))
  }

  async function signalWhenAlive(runtimeId: string, signal: 'SIGSTOP' | 'SIGCONT'): Promise<void> {
    const { process: name, sight } = await existing(runtimeId)
    if (name && sight) return send(name, signal)
    const message = 'This runtime is not running, so it cannot be paused or resumed.'
    throw new BulkheadError('engine-refused', message, { details: { runtimeId } })
  }

  return {
    name: 'process',
    get waivedGuards() {
      return confinement().waivedGuards
    },
    check: async () => void confinement(),
    resolveImage: () => askHost(() => image.resolve()),
    bootDigest: (request) => launchDigest(setting(), request),
    async ensure(request) {
      checkRequest(request)
      return about(request.runtimeId, async () => {
        const action = await ensure(request)
        return { action, observation: await current(await existing(request.runtimeId)) }
      })
    },
    async inspect(runtimeId) {
      checkRuntimeId(runtimeId)
      const found = await find(runtimeId)
      return found && current(found)
    },
    list,
    pause: (runtimeId) => about(runtimeId, () => signalWhenAlive(runtimeId, 'SIGSTOP')),
    resume: (runtimeId) => about(runtimeId, () => signalWhenAlive(runtimeId, 'SIGCONT')),
    restart: (runtimeId, graceMs) =>
      about(runtimeId, async () => {
        const found = await existing(runtimeId)
        await control.stop(found, graceMs)
        await limit(() => control.start(found.record))
        return current(await existing(runtimeId))
      }),
    remove: (runtimeId, { graceMs, keepData }) =>
      about(runtimeId, async () => {
        const found = await find(runtimeId)
        if (found) await control.stop(found, graceMs)
        await records.remove(runtimeId)
        const hadFolders = await places.remove(runtimeId, keepData)
        return found || hadFolders ? 'removed' : 'absent'
      }),
    events: (signal) => processEvents({ survey, log }, signal),
  }
}

/** What a runtime must reach has to exist before anybody can try whether its user may. */
function confine(folders: EngineFolders, state: string): Confinement {
  const images = join(state, 'images')
  mkdirSync(folders.doors, { recursive: true })
  mkdirSync(images, { recursive: true })
  return probeConfinement([folders.doors, images])
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
