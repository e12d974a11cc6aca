import { chmod, lchown, lstat, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { BulkheadError } from '@/domain/errors'
import { isMissing } from './atomic-file'
import type { EngineFolders } from './port'

export type Owner = { uid: number; gid: number }

export type RuntimeFolders = {
  doors(runtimeId: string): string
  data(runtimeId: string): string
  /** Makes both, and mends owner and mode: a crash may have left them half-made. */
  make(runtimeId: string, owner: Owner): Promise<void>
  /** Removes the doors, and the data too unless it is to be kept. Says whether there was anything to remove. */
  remove(runtimeId: string, keepData: boolean): Promise<boolean>
}

/** `state` is the engine's own folder for this installation: beside the data, never mounted into a runtime. */
export function stateFolder(folders: EngineFolders, installation: string): string {
  return join(folders.data, '.bulkhead', installation)
}

export function createRuntimeFolders(folders: EngineFolders): RuntimeFolders {
  const doors = (runtimeId: string) => join(folders.doors, runtimeId)
  const data = (runtimeId: string) => join(folders.data, runtimeId)
  return {
    doors,
    data,
    async make(runtimeId, owner) {
      await makeFolder(doors(runtimeId), 0o755)
      await makeFolder(data(runtimeId), 0o700)
      await giveTo(data(runtimeId), owner)
    },
    async remove(runtimeId, keepData) {
      const hadDoors = await removeFolder(doors(runtimeId))
      return (!keepData && (await destroy(data(runtimeId), join(folders.data, `.removed-${runtimeId}`)))) || hadDoors
    },
  }
}

async function makeFolder(path: string, mode: number): Promise<void> {
  await mkdir(path, { recursive: true })
  if (!(await lstat(path)).isDirectory()) {
    throw new BulkheadError('engine-refused', `${path} is not a folder. Move it away and try again.`, {
      details: { path },
    })
  }
  // The umask may have taken something away.
  await chmod(path, mode)
}

/** The whole tree changes hands only when the owner is another one: the engine was changed under existing data. */
async function giveTo(folder: string, owner: Owner): Promise<void> {
  const { uid, gid } = await lstat(folder)
  if (uid === owner.uid && gid === owner.gid) return
  const entries = await readdir(folder, { recursive: true })
  for (const entry of entries) await lchown(join(folder, entry), owner.uid, owner.gid)
  // Last, so that a crash on the way is noticed the next time.
  await lchown(folder, owner.uid, owner.gid)
}

/** Out of sight in one step, so that nobody ever starts on half of a tenant's data. */
async function destroy(folder: string, bin: string): Promise<boolean> {
  const leftOver = await removeFolder(bin)
  try {
    await rename(folder, bin)
  } catch (error) {
    if (isMissing(error)) return leftOver
    throw error
  }
  return await removeFolder(bin)
}

async function removeFolder(path: string): Promise<boolean> {
  try {
    // A door that is just being opened may come in between.
    await rm(path, { recursive: true, maxRetries: 5, retryDelay: 20 })
    return true
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}
