import { createBlueprint } from '@/server/blueprints/create-blueprint'
import { publishVersion } from '@/server/blueprints/publish-version'
import type { Transaction } from '@/server/db/client'
import { inScope } from '@/server/db/scope'
import { createTenant } from '@/server/tenants/create-tenant'
import { loadWrappingKey, type WrappingKey } from '@/server/vault/key-provider'
import type { EngineChoice } from '../engine/choose-engine'
import type { KeyFiles, Settings } from '../installation/settings'
import { asOwner, type OwnerSession } from './owner'

export type DemoTenant = { slug: string; name: string }

const demoTenants = [
  { slug: 'harbour-dental', name: 'Harbour Dental', tone: 'friendly' },
  { slug: 'nordlicht', name: 'Nordlicht Energy', tone: 'formal' },
  { slug: 'casa-verde', name: 'Casa Verde', tone: 'brief' },
] as const

/**
 * One blueprint from a starter, published, and three tenants; on the first start only. Returns the demo's tenants that
 * are still there: a person may have deleted some.
 */
export async function ensureDemo(settings: Settings, keys: KeyFiles, engine: EngineChoice): Promise<DemoTenant[]> {
  const wrappingKey = await loadWrappingKey(keys.vaultPublic)
  return asOwner(settings, (owner) =>
    inScope(owner.db, { userId: owner.userId, workspaceId: owner.workspaceId }, async (tx) => {
      const isNew = (await tx.blueprint.count()) === 0
      if (isNew) await seed(tx, owner, engine, wrappingKey)
      const slugs = demoTenants.map((tenant) => tenant.slug)
      return tx.tenant.findMany({ where: { slug: { in: slugs } }, select: { slug: true, name: true } })
    }),
  )
}

async function seed(tx: Transaction, owner: OwnerSession, engine: EngineChoice, wrappingKey: WrappingKey) {
  const { workspaceId } = owner
  const { id: blueprintId } = await createBlueprint(tx, {
    workspaceId,
    name: 'Support desk',
    starter: 'support-desk',
    actorId: owner.userId,
  })
  await publishVersion(tx, {
    blueprintId,
    revision: 1,
    message: 'First version, from the support desk starter',
    author: { id: owner.userId, name: owner.name },
  })
  for (const { slug, name, tone } of demoTenants) {
    const slotValues = { company: name, tone, support_email: `help@${slug}.example` }
    await createTenant(tx, { workspaceId, blueprintId, slug, name, slotValues, engine, wrappingKey })
  }
}
