import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asOwner, type OwnerSession } from '@/cli/demo/owner'
import { openEngine } from '@/cli/engine/runtimes'
import { startDatabase } from '@/cli/installation/database'
import { type Folders, foldersOf } from '@/cli/installation/folders'
import { databaseUrl } from '@/cli/installation/installation'
import { ensureKeys, ensureSettings, type Settings } from '@/cli/installation/settings'
import { serviceSpecs } from '@/cli/processes/services'
import { stopEverything } from '@/cli/processes/stop-everything'
import { superviseServices } from '@/cli/processes/supervisor'
import { createBlueprint } from '@/server/blueprints/create-blueprint'
import { publishVersion } from '@/server/blueprints/publish-version'
import type { Transaction } from '@/server/db/client'
import { inScope } from '@/server/db/scope'
import type { Engine } from '@/server/provisioning/port'
import { createTenant } from '@/server/tenants/create-tenant'
import { loadWrappingKey, type WrappingKey } from '@/server/vault/key-provider'

/** A whole installation of its own, with real PostgreSQL, Docker, controller, gateway and broker; without the web app. */
export type Fleet = {
  folders: Folders
  settings: Settings
  engine: Engine
  blueprintId: string
  /** A transaction as the owner, with web's database role. */
  asBuilder<T>(work: (tx: Transaction, owner: OwnerSession) => Promise<T>): Promise<T>
  addTenants(count: number): Promise<string[]>
  tenantHost(slug: string): string
}

const ports = { web: 4420, gateway: 4421, postgres: 4422 }

export async function withFleet<T>(work: (fleet: Fleet) => Promise<T>): Promise<T> {
  const folders = foldersOf(process.cwd(), await mkdtemp(join(tmpdir(), 'bh-bench-')))
  const settings = await ensureSettings(folders, ports)
  const keys = await ensureKeys(folders)
  await startDatabase(folders, settings)
  const engine = openEngine('docker', folders, settings)
  await engine.resolveImage()
  const specs = serviceSpecs({
    folders,
    settings,
    keys,
    engine: 'docker',
    databaseUrl: (role) => databaseUrl(settings, role),
  })
  const services = superviseServices(
    specs.filter((spec) => spec.name !== 'web'),
    folders,
  )
  try {
    await services.start()
    return await asOwner(settings, async (owner) => {
      const wrappingKey = await loadWrappingKey(keys.vaultPublic)
      return work(await openFleet({ folders, settings, engine, owner, wrappingKey }))
    })
  } finally {
    await services.stop()
    await stopEverything(folders, settings)
    await rm(folders.home, { recursive: true, force: true })
  }
}

type FleetParts = Pick<Fleet, 'folders' | 'settings' | 'engine'> & { owner: OwnerSession; wrappingKey: WrappingKey }

async function openFleet({ owner, wrappingKey, ...parts }: FleetParts): Promise<Fleet> {
  const { workspaceId, userId } = owner
  const asBuilder: Fleet['asBuilder'] = (work) => inScope(owner.db, { userId, workspaceId }, (tx) => work(tx, owner))
  const blueprintId = await asBuilder(async (tx) => {
    const { id } = await createBlueprint(tx, { workspaceId, name: 'Bench', starter: 'support-desk', actorId: userId })
    const author = { id: userId, name: owner.name }
    await publishVersion(tx, { blueprintId: id, revision: 1, message: 'For measuring', author })
    return id
  })
  return {
    ...parts,
    blueprintId,
    asBuilder,
    tenantHost: (slug) => `${slug}.localhost:${ports.gateway}`,
    addTenants: (count) =>
      asBuilder(async (tx) => {
        const slugs = Array.from({ length: count }, () => `bench-${randomBytes(5).toString('hex')}`)
        for (const slug of slugs) {
          const input = { workspaceId, blueprintId, slug, name: slug, slotValues: {}, engine: 'docker', wrappingKey }
          await createTenant(tx, input)
        }
        return slugs
      }),
  }
}
