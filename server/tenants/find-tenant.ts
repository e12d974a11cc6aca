import { noTenant } from '../accounts/find-member'
import type { Transaction } from '../db/client'

export type Tenant = { id: string; workspaceId: string; blueprintId: string; slug: string; name: string }

/** A customer's: a preview is nobody's to look up by its address. */
export function findTenant(tx: Transaction, slug: string): Promise<Tenant> {
  return find(tx, slug, ['customer'])
}

/** For what a builder enters for tests as a tenant's people do for their agent. */
export function findTenantOrPreview(tx: Transaction, slug: string): Promise<Tenant> {
  return find(tx, slug, ['customer', 'preview'])
}

async function find(tx: Transaction, slug: string, kinds: string[]): Promise<Tenant> {
  const tenant = await tx.tenant.findUnique({
    where: { slug, kind: { in: kinds } },
    select: { id: true, workspaceId: true, blueprintId: true, slug: true, name: true },
  })
  if (tenant === null) throw noTenant(slug)
  return tenant
}
