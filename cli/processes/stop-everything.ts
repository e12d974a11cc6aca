import { stopEmbeddedPostgres } from '@/server/db/embedded-postgres'
import { stopAllRuntimes } from '../engine/runtimes'
import type { Folders } from '../installation/folders'
import type { Settings } from '../installation/settings'
import { livingProcesses, stopProcess } from './pid-file'

export const supervisorName = 'supervisor'

/** Ends what an earlier supervisor left behind (it was killed): its processes, by their pid files. */
export async function stopLeftovers(folders: Folders): Promise<number> {
  const leftovers = (await livingProcesses(folders.run)).filter((record) => record.name !== supervisorName)
  await Promise.all(leftovers.map((record) => stopProcess(record, 10_000)))
  return leftovers.length
}

/** The supervisor, who ends the rest on its way out; then whatever it could not. Needs no settings: they may be damaged. */
export async function stopProcesses(folders: Folders): Promise<void> {
  const supervisor = (await livingProcesses(folders.run)).find((record) => record.name === supervisorName)
  if (supervisor !== undefined) await stopProcess(supervisor, 60_000)
  await stopLeftovers(folders)
  await stopEmbeddedPostgres(folders.postgres)
}

/** Nothing of this installation runs afterwards; every tenant's data stays. Idempotent. */
export async function stopEverything(folders: Folders, settings: Settings): Promise<void> {
  await stopLeftovers(folders)
  await stopAllRuntimes(folders, settings, { keepData: true })
  await stopEmbeddedPostgres(folders.postgres)
}
