import type { ContainerCreateOptions, HostConfig } from 'dockerode'
import { digestOf } from '../boot-digest'
import { renderBootEnv } from '../boot-env'
import type { RuntimeRequest } from '../port'
import type { Owner } from '../runtime-folders'

/** What does not depend on the tenant. */
export type ContainerSetting = {
  installation: string
  /** Who the runtime's program runs as; also the owner of its data folder. */
  owner: Owner
  doorsOf(runtimeId: string): string
  dataOf(runtimeId: string): string
}

export const labelNames = {
  installation: 'dev.bulkhead.installation',
  workspace: 'dev.bulkhead.workspace',
  tenant: 'dev.bulkhead.tenant',
  slug: 'dev.bulkhead.slug',
  runtime: 'dev.bulkhead.runtime',
  generation: 'dev.bulkhead.generation',
  bootDigest: 'dev.bulkhead.boot-digest',
} as const

export type ContainerSpec = ContainerCreateOptions & {
  name: string
  Image: string
  Env: string[]
  Labels: Record<string, string>
  HostConfig: HostConfig
}

/** The same name for the same runtime, always: the engine itself refuses a second one. */
export function containerName(installation: string, runtimeId: string): string {
  return `bulkhead-${installation}-${runtimeId}`
}

/** Pure: the container that this request asks for, whole. Whoever executes it has no choices left. */
export function renderContainer(setting: ContainerSetting, request: RuntimeRequest): ContainerSpec {
  const { generation, ...lasting } = request
  const env = renderBootEnv(request, { doors: '/run/bulkhead', data: '/data', waivedGuards: [] })
  const spec: ContainerSpec = {
    name: containerName(setting.installation, request.runtimeId),
    Image: request.image,
    Hostname: request.tenantSlug,
    User: `${setting.owner.uid}:${setting.owner.gid}`,
    WorkingDir: '/',
    // Given later than the digest: see below.
    Env: [],
    Labels: renderLabels(setting.installation, lasting),
    StopSignal: 'SIGTERM',
    HostConfig: renderHostConfig(setting, request),
  }
  // The generation is no reason to replace a container, so it stays out of what is digested.
  const bootDigest = digestOf({ ...spec, Env: toList({ ...env, BULKHEAD_GENERATION: '' }) })
  return {
    ...spec,
    Env: toList(env),
    Labels: { ...spec.Labels, [labelNames.generation]: String(generation), [labelNames.bootDigest]: bootDigest },
  }
}

export function bootDigestOf(spec: ContainerSpec): string {
  return spec.Labels[labelNames.bootDigest] ?? ''
}

function renderLabels(installation: string, request: Omit<RuntimeRequest, 'generation'>): Record<string, string> {
  return {
    'org.opencontainers.image.title': 'Bulkhead runtime',
    'org.opencontainers.image.vendor': 'Bulkhead',
    [labelNames.installation]: installation,
    [labelNames.workspace]: request.workspaceId,
    [labelNames.tenant]: request.tenantId,
    [labelNames.slug]: request.tenantSlug,
    [labelNames.runtime]: request.runtimeId,
  }
}

const mebibyte = 1024 * 1024

function renderHostConfig(setting: ContainerSetting, request: RuntimeRequest): HostConfig {
  return {
    NetworkMode: 'none',
    ReadonlyRootfs: true,
    CapDrop: ['ALL'],
    // Naming no seccomp profile is how the engine's default one is kept.
    SecurityOpt: ['no-new-privileges:true'],
    Privileged: false,
    // No IPC namespace to share, and no writable /dev/shm.
    IpcMode: 'none',
    PidsLimit: request.pids,
    Memory: request.memoryMb * mebibyte,
    // Equal to Memory: no swap on top.
    MemorySwap: request.memoryMb * mebibyte,
    OomKillDisable: false,
    NanoCpus: Math.round(request.cpus * 1e9),
    Ulimits: [
      { Name: 'nofile', Soft: 4096, Hard: 4096 },
      // A core dump would put a tenant's memory on the host.
      { Name: 'core', Soft: 0, Hard: 0 },
    ],
    Tmpfs: { '/tmp': 'rw,noexec,nosuid,nodev,size=64m,mode=1777' },
    Binds: [`${setting.doorsOf(request.runtimeId)}:/run/bulkhead:ro`, `${setting.dataOf(request.runtimeId)}:/data:rw`],
    // The controller restarts, with back-off and an incident; the engine would hide the crash.
    RestartPolicy: { Name: 'no' },
    LogConfig: { Type: 'json-file', Config: { 'max-size': '1m', 'max-file': '2' } },
  }
}

function toList(env: Record<string, string>): string[] {
  return Object.entries(env).map(([name, value]) => `${name}=${value}`)
}
