import type { Metadata } from 'next'
import { BlueprintEditor } from '@/components/canvas/blueprint-editor'

export const metadata: Metadata = { title: 'Canvas' }

type CanvasPageProps = { params: Promise<{ workspace: string; id: string }> }

export default async function CanvasPage({ params }: CanvasPageProps) {
  const { workspace, id } = await params
  return (
    <div className="relative h-[calc(100dvh-3.25rem)] min-h-0 md:h-auto md:flex-1">
      <BlueprintEditor workspace={workspace} blueprintId={id} />
    </div>
  )
}
