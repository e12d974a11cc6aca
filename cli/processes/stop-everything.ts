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

/** Nothing of this installation runs afterwards; every tenant's data stays. Idempotent. */
export async function stopEverything(folders: Folders, settings: Settings): Promise<void> {
  await stopLeftovers(folders)
  await stopAllRuntimes(folders, settings, { keepData: true })
  await stopEmbeddedPostgres(folders.postgres)
}
