import type { Metadata } from 'next'
import { TenantScreen } from '@/components/tenants/tenant-screen'

export const metadata: Metadata = { title: 'Tenant' }

type TenantPageProps = { params: Promise<{ workspace: string; slug: string }> }

export default async function TenantPage({ params }: TenantPageProps) {
  const { workspace, slug } = await params
  return <TenantScreen workspace={workspace} slug={slug} />
}
