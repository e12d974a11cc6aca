import type Docker from 'dockerode'
import { BulkheadError } from '@/domain/errors'
import type { RuntimeObservation, RuntimePhase } from '../port'
import { type ContainerSpec, containerName, labelNames } from './container-spec'
import { askDocker, statusOf } from './docker-errors'

const removalDeadlineMs = 30_000

export type FoundContainer = {
  id: string
  /** Docker's own word: created, running, paused, restarting, removing, exited, dead. */
  status: string
  /** As labelled; the generation may have risen since. */
  observation: RuntimeObservation
}

export type Containers = ReturnType<typeof createContainers>

/** The calls to Docker that the engine is made of. Each can be repeated. */
export function createContainers(docker: Docker, installation: string) {
  const nameOf = (runtimeId: string) => containerName(installation, runtimeId)

  async function find(runtimeId: string): Promise<FoundContainer | null> {
    const name = nameOf(runtimeId)
    const info = await absentAs404(() => docker.getContainer(name).inspect(), `looking at container ${name}`)
    if (info === null) return null
    if (info.Config.Labels?.[labelNames.installation] !== installation) {
      throw new BulkheadError(
        'engine-refused',
        `Container ${name} exists but was not made by this installation. Remove or rename it, then try again.`,
        { details: { container: name } },
      )
    }
    return { id: info.Id, status: info.State.Status, observation: observeInfo(info) }
  }

  return {
    find,

    async list(): Promise<RuntimeObservation[]> {
      const rows = await askDocker('listing containers', () =>
        docker.listContainers({ all: true, filters: { label: [`${labelNames.installation}=${installation}`] } }),
      )
      const observations = rows.map(async ({ Id, State, Labels }) => {
        if (State === 'running' || State === 'paused') return observeLabels(Labels, State)
        // Only the ended ones have more to tell than a row holds.
        const info = await absentAs404(() => docker.getContainer(Id).inspect(), `looking at container ${Id}`)
        return info === null ? [] : [observeInfo(info)]
      })
      return (await Promise.all(observations)).flat()
    },

    async checkImage(image: string): Promise<void> {
      const doing = `looking for image ${image}`
      if ((await absentAs404(() => docker.getImage(image).inspect(), doing)) === null) throw missingImage(image)
    },

    /** False: another one has that name, so somebody was faster. */
    async create(spec: ContainerSpec): Promise<boolean> {
      try {
        await docker.createContainer(spec)
        return true
      } catch (error) {
        if (statusOf(error) === 409) return false
        if (statusOf(error) === 404) throw missingImage(spec.Image, error)
        return askDocker(`creating container ${spec.name}`, () => Promise.reject(error))
      }
    },

    /** Docker answers 304 when it runs already. */
    start: (id: string) => ignoring([304], `starting container ${id}`, () => docker.getContainer(id).start()),

    stop: (id: string, graceMs: number) =>
      ignoring([304, 404], `stopping container ${id}`, () => docker.getContainer(id).stop({ t: toSeconds(graceMs) })),

    restart: (id: string, graceMs: number) =>
      askDocker(`restarting container ${id}`, () => docker.getContainer(id).restart({ t: toSeconds(graceMs) })),

    pause: (id: string) => askDocker(`pausing container ${id}`, () => docker.getContainer(id).pause()),

    unpause: (id: string) => askDocker(`resuming container ${id}`, () => docker.getContainer(id).unpause()),

    async remove(id: string): Promise<void> {
      const container = docker.getContainer(id)
      const doing = `removing container ${id}`
      try {
        await container.remove({ force: true, v: true })
      } catch (error) {
        // 409: somebody else's removal is under way. Either way it is gone when this returns.
        if (statusOf(error) === 409) {
          const abortSignal = AbortSignal.timeout(removalDeadlineMs)
          await ignoring([404], doing, () => container.wait({ condition: 'removed', abortSignal }))
        } else if (statusOf(error) !== 404) await askDocker(doing, () => Promise.reject(error))
      }
    },
  }
}

function observeInfo(info: Docker.ContainerInspectInfo): RuntimeObservation {
  const { State } = info
  const [observation] = observeLabels(info.Config.Labels ?? {}, State.Status)
  if (!observation) {
    throw new BulkheadError('engine-refused', `Container ${info.Name} has lost its labels. Remove it and try again.`)
  }
  const started = isRealTime(State.StartedAt)
  return {
    ...observation,
    ...(started ? { startedAt: State.StartedAt } : {}),
    ...(observation.phase === 'exited' && started
      ? { exit: { code: State.ExitCode, outOfMemory: State.OOMKilled, at: State.FinishedAt } }
      : {}),
  }
}

/** Empty for a container that carries our installation's label and nothing else of ours. */
function observeLabels(labels: Record<string, string>, status: string): RuntimeObservation[] {
  const runtimeId = labels[labelNames.runtime]
  const workspaceId = labels[labelNames.workspace]
  const tenantId = labels[labelNames.tenant]
  const bootDigest = labels[labelNames.bootDigest]
  if (!runtimeId || !workspaceId || !tenantId || !bootDigest) return []
  const generation = Number(labels[labelNames.generation] ?? 0)
  return [{ runtimeId, workspaceId, tenantId, generation, bootDigest, phase: toPhase(status) }]
}

function toPhase(status: string): RuntimePhase {
  return status === 'running' || status === 'paused' ? status : 'exited'
}

/** Docker says year 1 for "never". */
function isRealTime(time: string): boolean {
  return time !== '' && !time.startsWith('0001-')
}

function toSeconds(graceMs: number): number {
  return Math.ceil(graceMs / 1000)
}

async function absentAs404<Result>(call: () => Promise<Result>, doing: string): Promise<Result | null> {
  try {
    return await call()
  } catch (error) {
    if (statusOf(error) === 404) return null
    return askDocker(doing, () => Promise.reject(error))
  }
}

async function ignoring(statuses: number[], doing: string, call: () => Promise<unknown>): Promise<void> {
  try {
    await call()
  } catch (error) {
    if (!statuses.includes(statusOf(error) ?? 0)) await askDocker(doing, () => Promise.reject(error))
  }
}

function missingImage(image: string, cause?: unknown): BulkheadError {
  return new BulkheadError(
    'engine-refused',
    `Docker has no image ${image}. It may have been pruned: ask for the runtime image again, which builds it.`,
    { cause, details: { image } },
  )
}
