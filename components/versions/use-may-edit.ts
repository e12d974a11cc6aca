'use client'

import { useQuery } from '@tanstack/react-query'
import { useTRPC } from '@/components/trpc/client'

/** Owners and builders change blueprints. False as long as it is not known. */
export function useMayEdit(workspace: string): boolean {
  const trpc = useTRPC()
  const me = useQuery(trpc.account.me.queryOptions())
  const role = me.data?.memberships.find((membership) => membership.workspace.slug === workspace)?.role
  return role === 'owner' || role === 'builder'
}
