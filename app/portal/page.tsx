import type { Metadata } from 'next'
import { ownTenants } from '@/components/portal/landing'
import { PortalList } from '@/components/portal/portal-list'
import { requireMe } from '../signed-in'

export const metadata: Metadata = { title: 'Your agents' }

export default async function PortalListPage() {
  return <PortalList tenants={ownTenants((await requireMe()).memberships)} />
}
