import { noTenant } from '../accounts/find-member'
import type { Transaction } from '../db/client'

export type Tenant = { id: string; workspaceId: string; blueprintId: string; slug: string; name: string }

/** A customer's: a preview is nobody's to look up by its address. */
export async function findTenant(tx: Transaction, slug: string): Promise<Tenant> {
  const tenant = await tx.tenant.findUnique({
    where: { slug, kind: 'customer' },
    select: { id: true, workspaceId: true, blueprintId: true, slug: true, name: true },
  })
  if (tenant === null) throw noTenant(slug)
  return tenant
}
