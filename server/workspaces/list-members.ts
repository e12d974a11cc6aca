import type { Role } from '../accounts/roles'
import type { Transaction } from '../db/client'

export type MemberSummary = {
  membershipId: string
  userId: string
  name: string
  email: string
  role: Role
  tenant: { slug: string; name: string } | null
  since: Date
}

/** The team first, then each tenant's people. */
export async function listMembers(tx: Transaction): Promise<MemberSummary[]> {
  type Row = Omit<MemberSummary, 'tenant'> & { tenantSlug: string | null; tenantName: string | null }
  const rows = await tx.$queryRaw<Row[]>`
    SELECT m.id AS "membershipId", u.id AS "userId", u.name, u.email, m.role, m.created_at AS since,
      t.slug AS "tenantSlug", t.name AS "tenantName"
    FROM membership m JOIN auth_user u ON u.id = m.user_id LEFT JOIN tenant t ON t.id = m.tenant_id
    ORDER BY m.tenant_id IS NOT NULL, t.name, u.name, u.email`
  return rows.map(({ tenantSlug, tenantName, ...member }) => ({
    ...member,
    tenant: tenantSlug === null || tenantName === null ? null : { slug: tenantSlug, name: tenantName },
  }))
}
