import Docker from 'dockerode'
import { createDockerEngine } from '@/server/provisioning/docker/docker-engine'
import { removeUnusedImages } from '@/server/provisioning/docker/unused-images'
import type { Engine, RuntimeObservation } from '@/server/provisioning/port'
import { createProcessEngine } from '@/server/provisioning/process/process-engine'
import type { Folders } from '../installation/folders'
import type { Settings } from '../installation/settings'
import type { EngineChoice } from './choose-engine'
import { dockerAnswers } from './docker-daemon'

const graceMs = 8_000

export function openEngine(choice: EngineChoice, folders: Folders, settings: Settings): Engine {
  const options = {
    folders: { doors: folders.doors, data: folders.data },
    installation: settings.installation,
    runtimeDist: folders.runtimeDist,
  }
  return choice === 'docker' ? createDockerEngine(options) : createProcessEngine(options)
}

/** On every engine that could hold some: an installation may have changed engines between two starts. */
export async function listAllRuntimes(
  folders: Folders,
  settings: Settings,
): Promise<{ engine: EngineChoice; observations: RuntimeObservation[] }[]> {
  const engines: EngineChoice[] = (await dockerAnswers()) ? ['docker', 'process'] : ['process']
  const lists = await Promise.all(
    engines.map(async (engine) => ({ engine, observations: await openEngine(engine, folders, settings).list() })),
  )
  return lists.filter((list) => list.observations.length > 0)
}

export async function stopAllRuntimes(
  folders: Folders,
  settings: Settings,
  options: { keepData: boolean },
): Promise<void> {
  for (const { engine, observations } of await listAllRuntimes(folders, settings)) {
    const opened = openEngine(engine, folders, settings)
    await Promise.all(observations.map((one) => opened.remove(one.runtimeId, { graceMs, ...options })))
  }
}

/** Of every build there has been. Another installation that shares this Docker keeps what its containers use. */
export async function removeRuntimeImages(): Promise<void> {
  if (await dockerAnswers()) await removeUnusedImages(new Docker())
}
