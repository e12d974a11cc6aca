'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useSubscription } from '@trpc/tanstack-react-query'
import { useTRPC } from '@/components/trpc/client'

/** One rollout, kept current by the server's event stream. */
export function useRollout(workspace: string, number: number) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const query = useQuery(trpc.rollout.get.queryOptions({ workspace, number }))
  const live = useSubscription(
    trpc.rollout.watch.subscriptionOptions(
      { workspace, number },
      { onData: (rollout) => queryClient.setQueryData(trpc.rollout.get.queryKey({ workspace, number }), rollout) },
    ),
  )
  return { query, liveStatus: live.status }
}
