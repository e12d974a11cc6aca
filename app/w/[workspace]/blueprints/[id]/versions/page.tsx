import type { Metadata } from 'next'
import { VersionsScreen } from '@/components/versions/versions-screen'

export const metadata: Metadata = { title: 'Versions' }

type VersionsPageProps = { params: Promise<{ workspace: string; id: string }> }

export default async function VersionsPage({ params }: VersionsPageProps) {
  const { workspace, id } = await params
  return <VersionsScreen workspace={workspace} blueprintId={id} />
}
