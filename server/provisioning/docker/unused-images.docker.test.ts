import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import Docker from 'dockerode'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { packContext } from './image-context'
import { removeUnusedImages } from './unused-images'

const docker = new Docker()
/** A repository of this run alone: nobody else's images are ever touched. */
const repository = `bulkhead-test-${randomBytes(4).toString('hex')}`
let container: Docker.Container

beforeAll(async () => {
  for (const tag of ['old', 'older', 'used']) await build(`${repository}:${tag}`)
  await build(`${repository}-neighbour:old`)
  container = await docker.createContainer({ Image: `${repository}:used`, Cmd: ['/none'] })
})
afterAll(async () => {
  await container.remove({ force: true })
  for (const name of [`${repository}:used`, `${repository}-neighbour:old`]) await docker.getImage(name).remove()
})

/** An image with nothing in it but its own name. */
async function build(name: string): Promise<void> {
  const text = `FROM scratch\nLABEL name="${name}"\n`
  const context = Readable.from(packContext([{ name: 'Dockerfile', mode: 0o644, text }]))
  const progress = await docker.buildImage(context, { t: name, forcerm: true })
  await new Promise<void>((resolve, reject) => {
    docker.modem.followProgress(progress, (error) => (error === null ? resolve() : reject(error)))
  })
}

async function names(): Promise<string[]> {
  const images = await docker.listImages({ filters: { reference: [`${repository}*`] } })
  return images.flatMap(({ RepoTags }) => RepoTags ?? []).sort()
}

it('images that no container uses go; one that even a stopped container uses, and other repositories’, stay', async () => {
  expect(await names()).toHaveLength(4)
  expect((await removeUnusedImages(docker, repository)).sort()).toEqual([`${repository}:old`, `${repository}:older`])
  expect(await names()).toEqual([`${repository}-neighbour:old`, `${repository}:used`])
  expect(await removeUnusedImages(docker, repository)).toEqual([])
})
