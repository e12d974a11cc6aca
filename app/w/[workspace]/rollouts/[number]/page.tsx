import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { RolloutScreen } from '@/components/rollouts/rollout-screen'

type RolloutPageProps = { params: Promise<{ workspace: string; number: string }> }

export async function generateMetadata({ params }: RolloutPageProps): Promise<Metadata> {
  return { title: `Rollout #${(await params).number}` }
}

export default async function RolloutPage({ params }: RolloutPageProps) {
  const { workspace, number } = await params
  if (!/^[1-9]\d{0,8}$/.test(number)) notFound()
  return <RolloutScreen workspace={workspace} number={Number(number)} />
}
