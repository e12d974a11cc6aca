import type { Metadata } from 'next'
import { TenantsScreen } from '@/components/tenants/tenants-screen'

export const metadata: Metadata = { title: 'Tenants' }

type TenantsPageProps = { params: Promise<{ workspace: string }> }

export default async function TenantsPage({ params }: TenantsPageProps) {
  return <TenantsScreen workspace={(await params).workspace} />
}
