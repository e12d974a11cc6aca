import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Docker from 'dockerode'
import { labelNames } from '../docker/container-spec'
import { createDockerEngine } from '../docker/docker-engine'
import type { EngineFolders } from '../port'
import type { EngineHarness } from './engine-harness'
import { driveFixtures, type FixtureDriver, makeFixtureDist } from './fixture-driver'
import { makeRequest } from './make-request'

export type DockerHarness = EngineHarness &
  FixtureDriver & { docker: Docker; folders: EngineFolders; image: string; installation: string; runtimeDist: string }

/** A real Docker, with installations that are this run's alone: nobody else's containers are ever touched. */
export async function makeDockerHarness(): Promise<DockerHarness> {
  const run = randomBytes(4).toString('hex')
  const installation = `test-${run}`
  const nameOf = (choice?: string) => (choice === undefined ? installation : `${installation}-${choice}`)
  const root = await mkdtemp(join(tmpdir(), 'bulkhead-docker-'))
  await chmod(root, 0o711)
  const folders = { doors: join(root, 'doors'), data: join(root, 'data') }
  const runtimeDist = await makeFixtureDist(join(root, 'dist'), run)
  const proxy = await proxyDocker(join(root, 'docker.sock'))
  const docker = new Docker({ socketPath: proxy.path })
  const engine: EngineHarness['engine'] = ({ installation: other, ...choice } = {}) =>
    createDockerEngine({ folders, runtimeDist, docker, ...choice, installation: nameOf(other) })
  const image = await engine().resolveImage()
  return {
    ...driveFixtures(folders),
    docker,
    folders,
    image,
    installation,
    runtimeDist,
    engine,
    missingImage: 'bulkhead-runtime:not-there',
    request: (differing) => makeRequest(image, { memoryMb: 96, cpus: 0.5, ...differing }),
    async count(runtimeId) {
      const label = `${labelNames.runtime}=${runtimeId}`
      return (await docker.listContainers({ all: true, filters: { label: [label] } })).length
    },
    cutEventStream: async () => proxy.cutEventStreams(),
    async dispose() {
      for (const name of [installation, nameOf('neighbour')]) {
        const label = `${labelNames.installation}=${name}`
        const left = await docker.listContainers({ all: true, filters: { label: [label] } })
        await Promise.all(left.map(({ Id }) => docker.getContainer(Id).remove({ force: true })))
      }
      await docker.getImage(image).remove()
      await proxy.close()
      await rm(root, { recursive: true, force: true })
    },
  }
}

/** Stands between an engine and the real Docker, to cut connections as a restart of Docker would. */
async function proxyDocker(path: string) {
  const streams = new Set<Socket>()
  const all = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = connect('/var/run/docker.sock')
    all.add(client)
    // A connection may have carried other calls before.
    client.on('data', (bytes) => {
      if (bytes.toString('latin1').includes('/events?')) streams.add(client)
    })
    client.pipe(upstream).pipe(client)
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      socket.on('error', () => other.destroy())
      socket.on('close', () => other.destroy())
    }
    client.on('close', () => {
      streams.delete(client)
      all.delete(client)
    })
  })
  await new Promise<void>((resolve) => server.listen(path, resolve))
  return {
    path,
    cutEventStreams() {
      for (const socket of streams) socket.destroy()
    },
    close() {
      for (const socket of all) socket.destroy()
      return new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
