import Docker from 'dockerode'
import { BulkheadError } from '@/domain/errors'
import type { Logger } from '@/server/log'
import { createKeyedLock, createLimiter } from '../concurrency'
import type { StepHook } from '../engine-steps'
import { createGenerationStore, type GenerationStore } from '../generation-store'
import { askHost } from '../host-errors'
import type { Engine, EngineFolders, EnsureOutcome, RuntimeObservation, RuntimeRequest } from '../port'
import { createRuntimeFolders, type Owner, stateFolder } from '../runtime-folders'
import { checkRequest, checkRuntimeId } from '../runtime-request'
import { checkDocker } from './check-docker'
import { bootDigestOf, type ContainerSetting, renderContainer } from './container-spec'
import { type Containers, createContainers, type FoundContainer } from './containers'
import { dockerEvents } from './docker-events'
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
/** A runtime drains for at most 8 s: see `drain` in its main program. */
const replaceGraceMs = 10_000
/** Each repetition means that somebody else acted on the same container meanwhile. */
const maxAttempts = 3

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
  const ensure = createEnsure({ containers, generations, setting, limit, places, onStep: options.onStep })

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

type EnsureParts = {
  containers: Containers
  generations: GenerationStore
  setting: ContainerSetting
  limit: ReturnType<typeof createLimiter>
  places: ReturnType<typeof createRuntimeFolders>
  onStep: StepHook | undefined
}

function createEnsure(parts: EnsureParts): (request: RuntimeRequest) => Promise<EnsureOutcome> {
  const { containers, generations, setting, limit, places, onStep = () => undefined } = parts

  async function observed(action: EnsureOutcome['action'], runtimeId: string): Promise<EnsureOutcome> {
    const found = await containers.find(runtimeId)
    if (found) return { action, observation: found.observation }
    throw new BulkheadError(
      'engine-refused',
      'The container vanished right after its start: something else removed it.',
      {
        details: { runtimeId },
      },
    )
  }

  return async (request) => {
    const { runtimeId } = request
    const spec = renderContainer(setting, request)
    let replaced = false
    for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
      const found = await containers.find(runtimeId)
      await onStep('generation', runtimeId)
      await generations.honour(runtimeId, request.generation, found?.observation.generation ?? 0)
      await onStep('folders', runtimeId)
      await places.make(runtimeId, setting.owner)

      if (found && canStay(found, spec)) {
        if (found.status === 'running') return { action: 'unchanged', observation: found.observation }
        await onStep('start', runtimeId)
        if (found.status === 'paused') await containers.unpause(found.id)
        else await limit(() => containers.start(found.id))
        return observed('started', runtimeId)
      }
      if (found) {
        replaced = true
        await onStep('stop', runtimeId)
        await containers.stop(found.id, replaceGraceMs)
        await onStep('remove', runtimeId)
        await limit(() => containers.remove(found.id))
      }
      const made = await limit(async () => {
        await onStep('create', runtimeId)
        if (!(await containers.create(spec))) return false
        await onStep('start', runtimeId)
        await containers.start(spec.name)
        return true
      })
      if (made) return observed(replaced ? 'replaced' : 'created', runtimeId)
    }
    throw new BulkheadError(
      'engine-unavailable',
      'Something else keeps changing this container. It will be tried again.',
      {
        details: { runtimeId, container: spec.name },
      },
    )
  }
}

function canStay({ status, observation }: FoundContainer, spec: ReturnType<typeof renderContainer>): boolean {
  return observation.bootDigest === bootDigestOf(spec) && status !== 'dead' && status !== 'removing'
}

/** Not root, ever; ourselves when we may not give a folder away. */
function containerOwner(): Owner {
  const uid = process.getuid?.() ?? 1000
  return uid === 0 ? { uid: 1000, gid: 1000 } : { uid, gid: process.getgid?.() ?? uid }
}
