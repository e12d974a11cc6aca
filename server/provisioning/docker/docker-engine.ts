import Docker from 'dockerode'
import { BulkheadError } from '@/domain/errors'
import type { Logger } from '@/server/log'
import { createKeyedLock, createLimiter } from '../concurrency'
import type { StepHook } from '../engine-steps'
import { createGenerationStore } from '../generation-store'
import { askHost } from '../host-errors'
import type { Engine, EngineFolders, RuntimeObservation } from '../port'
import { createRuntimeFolders, type Owner, stateFolder } from '../runtime-folders'
import { checkRequest, checkRuntimeId } from '../runtime-request'
import { checkDocker } from './check-docker'
import { bootDigestOf, type ContainerSetting, renderContainer } from './container-spec'
import { createContainers, type FoundContainer } from './containers'
import { dockerEvents } from './docker-events'
import { createContainerEnsure } from './ensure-container'
import { createRuntimeImage } from './runtime-image'

export type DockerEngineOptions = {
  folders: EngineFolders
  /** Tells installations that share one Docker engine apart. */
  installation: string
  /** Folder with `runtime.mjs`, `start.json` and what they need. */
  runtimeDist: string
  /** A ready-made image (see runtime/image/Dockerfile) instead of the one built from `runtimeDist`. */
  image?: string
  log?: Logger
  docker?: Docker
  onStep?: StepHook
}

/** dockerd serialises starts on its network lock: more than four at once only makes each one slower. */
const parallelStarts = 4

export function createDockerEngine(options: DockerEngineOptions): Engine {
  const { installation, folders, log, docker = new Docker() } = options
  const places = createRuntimeFolders(folders)
  const owner = containerOwner()
  const setting: ContainerSetting = { installation, owner, doorsOf: places.doors, dataOf: places.data }
  const containers = createContainers(docker, installation)
  const generations = createGenerationStore(stateFolder(folders, installation))
  const image = createRuntimeImage({ docker, runtimeDist: options.runtimeDist, image: options.image, owner, log })
  const limit = createLimiter(parallelStarts)
  const lock = createKeyedLock()
  const ensure = createContainerEnsure({ containers, generations, setting, limit, places, onStep: options.onStep })

  const current = async (observation: RuntimeObservation): Promise<RuntimeObservation> => ({
    ...observation,
    generation: Math.max(observation.generation, await generations.read(observation.runtimeId)),
  })

  async function existing(runtimeId: string): Promise<FoundContainer> {
    const found = await containers.find(runtimeId)
    if (found) return found
    throw new BulkheadError('not-found', 'There is no container for this runtime.', { details: { runtimeId } })
  }

  /** Pausing twice is an error to Docker, not to us. */
  async function toggle(runtimeId: string, wanted: 'paused' | 'running'): Promise<void> {
    const { id, status } = await existing(runtimeId)
    if (status === wanted) return
    if (wanted === 'paused') await containers.pause(id)
    else await containers.unpause(id)
  }

  const about = async <Result>(runtimeId: string, task: () => Promise<Result>): Promise<Result> => {
    checkRuntimeId(runtimeId)
    return lock(runtimeId, () => askHost(task))
  }

  return {
    name: 'docker',
    waivedGuards: [],
    check: () => checkDocker(docker),
    resolveImage: () => askHost(() => image.resolve()),
    bootDigest: (request) => bootDigestOf(renderContainer(setting, request)),
    async ensure(request) {
      checkRequest(request)
      const { action, observation } = await about(request.runtimeId, () => ensure(request))
      return { action, observation: await current(observation) }
    },
    async inspect(runtimeId) {
      checkRuntimeId(runtimeId)
      const found = await containers.find(runtimeId)
      return found && current(found.observation)
    },
    list: async () => Promise.all((await containers.list()).map(current)),
    pause: (runtimeId) => about(runtimeId, () => toggle(runtimeId, 'paused')),
    resume: (runtimeId) => about(runtimeId, () => toggle(runtimeId, 'running')),
    restart: (runtimeId, graceMs) =>
      about(runtimeId, async () => {
        const { id } = await existing(runtimeId)
        await containers.restart(id, graceMs)
        return current((await existing(runtimeId)).observation)
      }),
    remove: (runtimeId, { graceMs, keepData }) =>
      about(runtimeId, async () => {
        const found = await containers.find(runtimeId)
        if (found) {
          await containers.stop(found.id, graceMs)
          await limit(() => containers.remove(found.id))
        }
        const hadFolders = await places.remove(runtimeId, keepData)
        return found || hadFolders ? 'removed' : 'absent'
      }),
    events: (signal) => dockerEvents(docker, installation, signal, log),
  }
}

/** Not root, ever; ourselves when we may not give a folder away. */
function containerOwner(): Owner {
  const uid = process.getuid?.() ?? 1000
  return uid === 0 ? { uid: 1000, gid: 1000 } : { uid, gid: process.getgid?.() ?? uid }
}
