import type { Limiter } from '../concurrency'
import type { StepHook } from '../engine-steps'
import type { GenerationStore } from '../generation-store'
import type { EnsureOutcome, RuntimeRequest } from '../port'
import type { Owner, RuntimeFolders } from '../runtime-folders'
import { type LaunchSetting, launchDigest, renderLaunch } from './launch'
import { type ProcessControl, send } from './process-control'
import type { ProcessImage } from './process-image'
import type { Found, ProcessRecord, ProcessRecords } from './process-records'

/** A runtime drains for at most 8 s when it is asked to stop. */
const replaceGraceMs = 10_000

export type EnsureParts = {
  find(runtimeId: string): Promise<Found | null>
  records: ProcessRecords
  control: ProcessControl
  generations: GenerationStore
  image: ProcessImage
  limit: Limiter
  places: RuntimeFolders
  setting(): LaunchSetting
  ownerOf(runtimeId: string): Owner
  onStep: StepHook | undefined
}

/** Look, decide, act; nothing is remembered in between, so it can be broken off anywhere and done again. */
export function createProcessEnsure(parts: EnsureParts): (request: RuntimeRequest) => Promise<EnsureOutcome['action']> {
  const { find, records, control, generations, limit, places, onStep = () => undefined } = parts

  async function wake(found: Found, runtimeId: string): Promise<EnsureOutcome['action']> {
    if (found.observation.phase === 'running') return 'unchanged'
    await onStep('start', runtimeId)
    if (found.process && found.sight) send(found.process, 'SIGCONT')
    else await limit(() => control.start(found.record))
    return 'started'
  }

  async function render(request: RuntimeRequest, bootDigest: string): Promise<ProcessRecord> {
    const nodeArgs = await parts.image.nodeArgsOf(request.image)
    const { command, env } = renderLaunch(parts.setting(), request, nodeArgs)
    const { runtimeId, workspaceId, tenantId, generation, memoryMb, image } = request
    return { runtimeId, workspaceId, tenantId, generation, bootDigest, memoryMb, image, command, env }
  }

  return async (request) => {
    const { runtimeId } = request
    const found = await find(runtimeId)
    await onStep('generation', runtimeId)
    await generations.honour(runtimeId, request.generation, found?.record.generation ?? 0)
    await onStep('folders', runtimeId)
    await places.make(runtimeId, parts.ownerOf(runtimeId))
    const bootDigest = launchDigest(parts.setting(), request)
    if (found?.record.bootDigest === bootDigest) return wake(found, runtimeId)

    // Before anything is stopped: what cannot be replaced had better go on.
    const record = await render(request, bootDigest)
    if (found) {
      await onStep('stop', runtimeId)
      await control.stop(found, replaceGraceMs)
      await onStep('remove', runtimeId)
    }
    await onStep('create', runtimeId)
    await records.write(record)
    await onStep('start', runtimeId)
    await limit(() => control.start(record))
    return found ? 'replaced' : 'created'
  }
}
