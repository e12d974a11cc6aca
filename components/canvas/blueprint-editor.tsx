'use client'

import { useQuery } from '@tanstack/react-query'
import { QueryView } from '@/components/shell/query-view'
import { useTRPC } from '@/components/trpc/client'
import { Skeleton } from '@/components/ui/skeleton'
import { Editor } from './editor'

/** Loads a blueprint's draft, always afresh: an editor that began on a cached draft would fight its own saves. */
export function BlueprintEditor({ workspace, blueprintId }: { workspace: string; blueprintId: string }) {
  const trpc = useTRPC()
  const blueprint = useQuery(
    trpc.blueprint.get.queryOptions({ workspace, id: blueprintId }, { staleTime: 0, gcTime: 0 }),
  )
  const me = useQuery(trpc.account.me.queryOptions())
  const fresh = { ...blueprint, data: blueprint.isFetchedAfterMount && me.isSuccess ? blueprint.data : undefined }
  const role = me.data?.memberships.find((membership) => membership.workspace.slug === workspace)?.role
  return (
    <QueryView query={fresh} what="the blueprint" skeleton={<EditorSkeleton />}>
      {(data) => (
        <Editor
          key={blueprintId}
          workspace={workspace}
          blueprint={data}
          personId={me.data?.user.id ?? ''}
          mayEdit={role !== 'operator' && data.archivedAt === null}
        />
      )}
    </QueryView>
  )
}

function EditorSkeleton() {
  return (
    <div className="absolute inset-0 flex flex-col">
      <div className="flex h-12 items-center gap-3 border-border border-b bg-surface px-4">
        <Skeleton className="w-40" />
      </div>
      <div className="grid flex-1 place-content-center gap-12">
        <Skeleton className="h-28 w-64 rounded-xl" />
        <Skeleton className="h-28 w-64 rounded-xl" />
      </div>
    </div>
  )
}
