import { join } from 'node:path'
import type { GuardId } from '@/domain/runtime/guard-report'
import { digestOf } from '../boot-digest'
import { renderBootEnv } from '../boot-env'
import type { RuntimeRequest } from '../port'

export type LaunchSetting = {
  /** Folder of the immutable copy of the runtime that `request.image` names. */
  distOf(image: string): string
  doorsOf(runtimeId: string): string
  dataOf(runtimeId: string): string
  prefixOf(runtimeId: string): string[]
  waivedGuards: readonly GuardId[]
  installation: string
}

export type Launch = {
  command: string[]
  env: Record<string, string>
  memoryMb: number
  /** Nothing enforces these for a plain process; they are kept so that a change of them is seen. */
  noted: { installation: string; workspaceId: string; tenantSlug: string; cpus: number; pids: number }
}

/** Of the rest of a V8 process: code, buffers, the native store. */
const heapShare = 0.75

/** What the runtime's guards read to prove those walls that a plain process has. */
const evidence = ['/proc/self/status', '/proc/net/dev', '/proc/net/route']

/**
 * Pure: how the program is started under Node's permission model. It may read its code, its doors and its data, write
 * its data, load the store's addon; not start processes or threads.
 */
export function renderLaunch(setting: LaunchSetting, request: RuntimeRequest, nodeArgs: readonly string[]): Launch {
  const { runtimeId } = request
  const dist = setting.distOf(request.image)
  const doors = setting.doorsOf(runtimeId)
  const data = setting.dataOf(runtimeId)
  const readable = [join(dist, '*'), doors, join(doors, '*'), data, join(data, '*'), ...evidence]
  return {
    command: [
      ...setting.prefixOf(runtimeId),
      process.execPath,
      ...nodeArgs,
      `--max-old-space-size=${Math.floor(request.memoryMb * heapShare)}`,
      '--permission',
      '--allow-addons',
      // That addons could get round the model is why this engine is for trying out.
      '--disable-warning=PERM0001',
      ...readable.map((path) => `--allow-fs-read=${path}`),
      ...[data, join(data, '*')].map((path) => `--allow-fs-write=${path}`),
      join(dist, 'runtime.mjs'),
    ],
    env: renderBootEnv(request, { doors, data, waivedGuards: setting.waivedGuards }),
    memoryMb: request.memoryMb,
    noted: {
      installation: setting.installation,
      workspaceId: request.workspaceId,
      tenantSlug: request.tenantSlug,
      cpus: request.cpus,
      pids: request.pids,
    },
  }
}

/** The image names node's arguments too, so they need not be read for this. */
export function launchDigest(setting: LaunchSetting, request: RuntimeRequest): string {
  return digestOf({ ...renderLaunch(setting, { ...request, generation: 0 }, []), image: request.image })
}
