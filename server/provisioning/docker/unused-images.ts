import type Docker from 'dockerode'
import { askDocker, statusOf } from './docker-errors'
import { imageRepository } from './runtime-image'

/**
 * Removes the runtime images, of this and of earlier builds, that no container uses, running or not; whoever needs one
 * again builds it again. Returns their names.
 */
export async function removeUnusedImages(docker: Docker, repository: string = imageRepository): Promise<string[]> {
  const images = await askDocker('listing images', () => docker.listImages({ filters: { reference: [repository] } }))
  const names = images.flatMap(({ RepoTags }) => RepoTags ?? []).filter((name) => name.startsWith(`${repository}:`))
  const removed: string[] = []
  for (const name of names) if (await removeUnlessUsed(docker, name)) removed.push(name)
  return removed
}

/** Docker itself judges what is in use, in the moment of removing: without force it answers 409 then. */
async function removeUnlessUsed(docker: Docker, name: string): Promise<boolean> {
  try {
    await docker.getImage(name).remove()
    return true
  } catch (error) {
    if (statusOf(error) === 409 || statusOf(error) === 404) return false
    return askDocker(`removing image ${name}`, () => Promise.reject(error))
  }
}
