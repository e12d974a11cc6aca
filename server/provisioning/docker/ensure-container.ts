import { BulkheadError } from '@/domain/errors'
import type { Limiter } from '../concurrency'
import type { StepHook } from '../engine-steps'
import type { GenerationStore } from '../generation-store'
import type { EnsureOutcome, RuntimeRequest } from '../port'
import type { RuntimeFolders } from '../runtime-folders'
import { bootDigestOf, type ContainerSetting, type ContainerSpec, renderContainer } from './container-spec'
import type { Containers, FoundContainer } from './containers'

/** A runtime drains for at most 8 s when it is asked to stop. */
const replaceGraceMs = 10_000
/** Each repetition means that somebody else acted on the same container meanwhile. */
const maxAttempts = 3

export type EnsureParts = {
  containers: Containers
  generations: GenerationStore
  setting: ContainerSetting
  limit: Limiter
  places: RuntimeFolders
  onStep: StepHook | undefined
}

/** Look, decide, act; nothing is remembered in between, so it can be broken off anywhere and done again. */
export function createContainerEnsure(parts: EnsureParts): (request: RuntimeRequest) => Promise<EnsureOutcome> {
  const { containers, generations, setting, limit, places, onStep = () => undefined } = parts

  async function observed(action: EnsureOutcome['action'], runtimeId: string): Promise<EnsureOutcome> {
    const found = await containers.find(runtimeId)
    if (found) return { action, observation: found.observation }
    const message = 'The container vanished right after its start: something else removed it.'
    throw new BulkheadError('engine-refused', message, { details: { runtimeId } })
  }

  async function wake(found: FoundContainer, runtimeId: string): Promise<EnsureOutcome> {
    if (found.status === 'running') return { action: 'unchanged', observation: found.observation }
    await onStep('start', runtimeId)
    if (found.status === 'paused') await containers.unpause(found.id)
    else await limit(() => containers.start(found.id))
    return observed('started', runtimeId)
  }

  async function clearAway(found: FoundContainer, spec: ContainerSpec, runtimeId: string): Promise<void> {
    // Before anything is stopped: what cannot be replaced had better go on.
    await containers.checkImage(spec.Image)
    await onStep('stop', runtimeId)
    await containers.stop(found.id, replaceGraceMs)
    await onStep('remove', runtimeId)
    await limit(() => containers.remove(found.id))
  }

  /** False: somebody else made one at the same moment. */
  const make = (spec: ContainerSpec, runtimeId: string) =>
    limit(async () => {
      await onStep('create', runtimeId)
      if (!(await containers.create(spec))) return false
      await onStep('start', runtimeId)
      await containers.start(spec.name)
      return true
    })

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
      if (found && canStay(found, spec)) return wake(found, runtimeId)
      if (found) {
        replaced = true
        await clearAway(found, spec, runtimeId)
      }
      if (await make(spec, runtimeId)) return observed(replaced ? 'replaced' : 'created', runtimeId)
    }
    const message = 'Something else keeps changing this container. It will be tried again.'
    throw new BulkheadError('engine-unavailable', message, { details: { runtimeId, container: spec.name } })
  }
}

function canStay({ status, observation }: FoundContainer, spec: ContainerSpec): boolean {
  return observation.bootDigest === bootDigestOf(spec) && status !== 'dead' && status !== 'removing'
}
