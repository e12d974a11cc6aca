'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useSubscription } from '@trpc/tanstack-react-query'
import type { Outputs } from '@/components/shell/api-types'
import { useTRPC } from '@/components/trpc/client'

export type TenantSummary = Outputs['tenant']['list'][number]
export type TenantDetail = Outputs['tenant']['get']

/** Every tenant of the workspace, kept current by the server's event stream. */
export function useTenants(workspace: string) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const query = useQuery(trpc.tenant.list.queryOptions({ workspace }))
  const live = useSubscription(
    trpc.tenant.watchAll.subscriptionOptions(
      { workspace },
      { onData: (tenants) => queryClient.setQueryData(trpc.tenant.list.queryKey({ workspace }), tenants) },
    ),
  )
  return { query, liveStatus: live.status }
}

export function useTenant(workspace: string, slug: string) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const query = useQuery(trpc.tenant.get.queryOptions({ workspace, slug }))
  const live = useSubscription(
    trpc.tenant.watch.subscriptionOptions(
      { workspace, slug },
      { onData: (tenant) => queryClient.setQueryData(trpc.tenant.get.queryKey({ workspace, slug }), tenant) },
    ),
  )
  return { query, liveStatus: live.status }
}
