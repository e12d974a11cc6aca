import type { Metadata } from 'next'
import { BlueprintsScreen } from '@/components/blueprints/blueprints-screen'

export const metadata: Metadata = { title: 'Blueprints' }

type BlueprintsPageProps = { params: Promise<{ workspace: string }> }

export default async function BlueprintsPage({ params }: BlueprintsPageProps) {
  return <BlueprintsScreen workspace={(await params).workspace} />
}
