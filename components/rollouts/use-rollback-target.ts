'use client'

import { useQuery } from '@tanstack/react-query'
import { useTRPC } from '@/components/trpc/client'
import { rollbackTarget } from './rollback-target'
import type { Rollout } from './rollout-header'

/** The version to return to, from the history: the rollout before, or the version that this one was made from. */
export function useRollbackTarget(workspace: string, rollout: Rollout): number | null {
  const trpc = useTRPC()
  const { data: rollouts } = useQuery(trpc.rollout.list.queryOptions({ workspace }))
  const { data: versions } = useQuery(trpc.version.list.queryOptions({ workspace, blueprintId: rollout.blueprint.id }))
  const fromHistory = rollbackTarget(rollout, rollouts ?? [])
  if (fromHistory !== null) return fromHistory
  const parent = versions?.find(({ number }) => number === rollout.version)?.parentNumber ?? null
  return parent
}
