import type { Metadata } from 'next'
import { PortalScreen } from '@/components/portal/portal-screen'

export const metadata: Metadata = { title: 'Your agent' }

type PortalPageProps = { params: Promise<{ workspace: string; tenant: string }> }

export default async function PortalPage({ params }: PortalPageProps) {
  const { workspace, tenant } = await params
  return <PortalScreen workspace={workspace} tenant={tenant} />
}
