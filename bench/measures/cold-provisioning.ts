import { randomUUID } from 'node:crypto'
import { chmod, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import Docker from 'dockerode'
import { createLimiter } from '@/server/provisioning/concurrency'
import type { RuntimeRequest } from '@/server/provisioning/port'
import type { Fleet } from '../fleet'
import { ms, type Row, times } from '../report'
import { waitFor } from '../wait'

const parallelStarts = 4

/** `ensure` of N runtimes against bare `docker create` + `start` of the same image with the same settings. */
export async function measureColdProvisioning(fleet: Fleet, count: number): Promise<{ rows: Row[]; detail: unknown }> {
  await ensureAll(fleet, 2)
  const ensured = await ensureAll(fleet, count)
  const bare = await createAndStart(fleet, count)
  const readyMs = await timeUntilReady(fleet, count)
  return {
    rows: [
      {
        measure: `cold provisioning of ${count}, containers started`,
        value: ms(ensured),
        baseline: `${ms(bare)} bare create + start`,
        ratio: times(ensured / bare),
        expected: '≤ 1.3×',
      },
      {
        measure: `new tenants to ready, ${count} at once (rows, keys, container, guards, bundle)`,
        value: ms(readyMs),
        baseline: `${ms(bare)} bare create + start`,
        ratio: times(readyMs / bare),
        expected: '',
      },
    ],
    detail: { ensured, bare, readyMs },
  }
}

async function ensureAll(fleet: Fleet, count: number): Promise<number> {
  const image = await fleet.engine.resolveImage()
  const requests = Array.from({ length: count }, (): RuntimeRequest => {
    const runtimeId = randomUUID()
    const ids = {
      runtimeId,
      workspaceId: randomUUID(),
      tenantId: randomUUID(),
      tenantSlug: `cold-${runtimeId.slice(0, 8)}`,
    }
    return { ...ids, generation: 1, image, memoryMb: 256, cpus: 0.5, pids: 64, bundleKey: 'AAAA' }
  })
  const startedAt = performance.now()
  await Promise.all(requests.map((request) => fleet.engine.ensure(request)))
  const took = performance.now() - startedAt
  await Promise.all(requests.map(({ runtimeId }) => fleet.engine.remove(runtimeId, { graceMs: 0, keepData: false })))
  return took
}

async function createAndStart(fleet: Fleet, count: number): Promise<number> {
  const docker = new Docker()
  const image = await fleet.engine.resolveImage()
  const limit = createLimiter(parallelStarts)
  const folders = await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const folder = join(fleet.folders.home, 'bare', String(index))
      await mkdir(folder, { recursive: true })
      await chmod(folder, 0o777)
      return folder
    }),
  )
  const startedAt = performance.now()
  const containers = await Promise.all(
    folders.map((folder) =>
      limit(async () => {
        const container = await docker.createContainer({
          Image: image,
          User: '1000:1000',
          HostConfig: {
            NetworkMode: 'none',
            ReadonlyRootfs: true,
            Memory: 256 * 2 ** 20,
            NanoCpus: 5e8,
            Binds: [`${folder}:/data`],
          },
        })
        await container.start()
        return container
      }),
    ),
  )
  const took = performance.now() - startedAt
  await Promise.all(containers.map((container) => container.remove({ force: true })))
  return took
}

async function timeUntilReady(fleet: Fleet, count: number): Promise<number> {
  const startedAt = performance.now()
  const slugs = await fleet.addTenants(count)
  await waitFor('Ready tenants', () =>
    fleet.asBuilder(async (tx) => {
      const tenants = await tx.tenant.findMany({ where: { slug: { in: slugs } }, select: { id: true } })
      const where = { tenantId: { in: tenants.map((tenant) => tenant.id) }, observedPhase: 'ready' }
      return (await tx.runtime.count({ where })) === count ? true : null
    }),
  )
  return performance.now() - startedAt
}
