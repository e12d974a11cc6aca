import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { VersionScreen } from '@/components/versions/version/version-screen'

type VersionPageProps = { params: Promise<{ workspace: string; id: string; number: string }> }

export async function generateMetadata({ params }: VersionPageProps): Promise<Metadata> {
  return { title: `Version ${(await params).number}` }
}

export default async function VersionPage({ params }: VersionPageProps) {
  const { workspace, id, number } = await params
  if (!/^[1-9]\d{0,8}$/.test(number)) notFound()
  return (
    <div className="relative h-[calc(100dvh-3.25rem)] min-h-0 md:h-auto md:flex-1">
      <VersionScreen workspace={workspace} blueprintId={id} number={Number(number)} />
    </div>
  )
}
