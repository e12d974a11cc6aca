'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useSubscription } from '@trpc/tanstack-react-query'
import { useTRPC } from '@/components/trpc/client'

export type ApprovalFilter = { show: 'open' | 'decided'; whose: 'mine' | 'all' }

/** Questions of the workspace, kept current by the server's event stream. */
export function useApprovals(workspace: string, filter: ApprovalFilter) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const input = { workspace, ...filter }
  const query = useQuery(trpc.approval.list.queryOptions(input))
  const live = useSubscription(
    trpc.approval.watch.subscriptionOptions(input, {
      onData: (approvals) => {
        queryClient.setQueryData(trpc.approval.list.queryKey(input), approvals)
        void queryClient.invalidateQueries({ queryKey: trpc.approval.count.queryKey({ workspace }) })
      },
    }),
  )
  return { query, liveStatus: live.status }
}

/** How many wait for whoever looks; by asking, because browsers keep few connections and each screen has its stream. */
export function useApprovalCount(workspace: string): number {
  const trpc = useTRPC()
  const { data } = useQuery(trpc.approval.count.queryOptions({ workspace }, { refetchInterval: 10_000 }))
  return data ?? 0
}
