import type { Metadata } from 'next'
import { CompareScreen } from '@/components/versions/compare/compare-screen'

export const metadata: Metadata = { title: 'Compare versions' }

type ComparePageProps = { params: Promise<{ workspace: string; id: string }> }

export default async function ComparePage({ params }: ComparePageProps) {
  const { workspace, id } = await params
  return (
    <div className="relative h-[calc(100dvh-3.25rem)] min-h-0 md:h-auto md:flex-1">
      <CompareScreen workspace={workspace} blueprintId={id} />
    </div>
  )
}
