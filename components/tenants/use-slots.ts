'use client'

import { useQuery } from '@tanstack/react-query'
import { useTRPC } from '@/components/trpc/client'

/** The slots that a new tenant of this blueprint fills: those of the latest version, or of the draft before there is one. */
export function useSlots(workspace: string, blueprintId: string | null) {
  const trpc = useTRPC()
  const blueprint = useQuery(
    trpc.blueprint.get.queryOptions({ workspace, id: blueprintId ?? '' }, { enabled: blueprintId !== null }),
  )
  const number = blueprint.data?.latestVersion ?? null
  const version = useQuery(
    trpc.version.get.queryOptions(
      { workspace, blueprintId: blueprintId ?? '', number: number ?? 1 },
      { enabled: blueprintId !== null && number !== null },
    ),
  )
  if (!blueprint.data) return undefined
  return number === null ? blueprint.data.draft.document.slots : version.data?.document.slots
}
