import { availableParallelism } from 'node:os'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type DockerHarness, makeDockerHarness } from '../testing/docker-harness'
import { containerName } from './container-spec'
import { createDockerEngine } from './docker-engine'

let world: DockerHarness
beforeAll(async () => {
  world = await makeDockerHarness()
})
afterAll(() => world?.dispose())

it('passes on, in the words of Docker, why it will not make such a container', async () => {
  const request = world.request({ cpus: availableParallelism() + 100 })
  await expect(world.engine().ensure(request)).rejects.toMatchObject({
    code: 'engine-refused',
    message: expect.stringContaining('CPUs'),
  })
  expect(await world.count(request.runtimeId)).toBe(0)
  expect((await world.engine().ensure({ ...request, cpus: 0.5, generation: 2 })).action).toBe('created')
})

it('touches no container that only has its name', async () => {
  const request = world.request()
  const name = containerName(world.installation, request.runtimeId)
  const foreign = await world.docker.createContainer({ name, Image: world.image })
  try {
    const engine = world.engine()
    const refusal = { code: 'engine-refused', message: expect.stringContaining(name) }
    await expect(engine.ensure(request)).rejects.toMatchObject(refusal)
    await expect(engine.remove(request.runtimeId, { graceMs: 0, keepData: false })).rejects.toMatchObject(refusal)
    expect(await engine.list()).not.toContainEqual(expect.objectContaining({ runtimeId: request.runtimeId }))
    expect((await foreign.inspect()).State.Status).toBe('created')
  } finally {
    await foreign.remove()
  }
})

it('builds the image once, and again when it was pruned', async () => {
  const before = await world.docker.getImage(world.image).inspect()
  expect(await world.engine().resolveImage()).toBe(world.image)
  expect((await world.docker.getImage(world.image).inspect()).Created).toBe(before.Created)
  await world.docker.getImage(world.image).remove({ force: true })
  expect(await world.engine().resolveImage()).toBe(world.image)
  expect((await world.docker.getImage(world.image).inspect()).RepoTags).toContain(world.image)
})

it('runs a ready-made image by its id, and names one that is missing', async () => {
  const { folders, runtimeDist, docker, installation, image } = world
  const options = { folders, runtimeDist, docker, installation }
  expect(await createDockerEngine({ ...options, image }).resolveImage()).toMatch(/^sha256:[0-9a-f]{64}$/)
  const missing = createDockerEngine({ ...options, image: 'registry.invalid/bulkhead-runtime:9' })
  await expect(missing.resolveImage()).rejects.toMatchObject({
    code: 'engine-refused',
    message: expect.stringContaining('registry.invalid/bulkhead-runtime:9'),
  })
})

it('says how to build the runtime when there is none', async () => {
  const { folders, docker, installation } = world
  const engine = createDockerEngine({ folders, docker, installation, runtimeDist: '/nowhere' })
  await expect(engine.resolveImage()).rejects.toMatchObject({
    code: 'engine-refused',
    message: expect.stringContaining('node runtime/build.mjs'),
  })
})
