import type { Metadata } from 'next'
import { RolloutsScreen } from '@/components/rollouts/rollouts-screen'

export const metadata: Metadata = { title: 'Rollouts' }

type RolloutsPageProps = { params: Promise<{ workspace: string }> }

export default async function RolloutsPage({ params }: RolloutsPageProps) {
  return <RolloutsScreen workspace={(await params).workspace} />
}
