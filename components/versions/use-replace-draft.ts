'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTRPC } from '@/components/trpc/client'

type Where = { workspace: string; blueprintId: string }

/** Restoring a version into the draft, and putting back a draft that was set aside. */
export function useReplaceDraft({ workspace, blueprintId }: Where) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const onSettled = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: trpc.blueprint.pathKey() }),
      queries.invalidateQueries({ queryKey: trpc.version.pathKey() }),
    ])
  const restore = useMutation(trpc.version.restore.mutationOptions({ onSettled }))
  const putBack = useMutation(trpc.version.putBackDraft.mutationOptions({ onSettled }))
  return {
    restore: { ...restore, of: (number: number, revision: number) => ({ workspace, blueprintId, number, revision }) },
    putBack: { ...putBack, of: (asideId: string, revision: number) => ({ workspace, blueprintId, asideId, revision }) },
  }
}
