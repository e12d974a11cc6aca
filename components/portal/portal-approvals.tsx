'use client'

import { useQuery } from '@tanstack/react-query'
import { ApprovalList } from '@/components/approvals/approval-list'
import { useTRPC } from '@/components/trpc/client'

/** What the customer's own agent asks them; nothing while it asks nothing. */
export function PortalApprovals({ workspace, tenant }: { workspace: string; tenant: string }) {
  const trpc = useTRPC()
  const { data = [] } = useQuery(
    trpc.approval.listForTenant.queryOptions({ workspace, tenant }, { refetchInterval: 5_000 }),
  )
  if (data.length === 0) return null
  return (
    <section aria-label="Your agent asks you" className="flex flex-col gap-2.5">
      <p className="text-muted">Your agent waits for your decision.</p>
      <ApprovalList workspace={workspace} approvals={data} />
    </section>
  )
}
