'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useSubscription } from '@trpc/tanstack-react-query'
import { MessageSquare } from 'lucide-react'
import type { Outputs } from '@/components/shell/api-types'
import { QueryView } from '@/components/shell/query-view'
import { DocumentsCard } from '@/components/tenants/documents/documents-card'
import { GuardList } from '@/components/tenants/guard-list'
import { NotSealed } from '@/components/tenants/not-sealed'
import { RuntimeState } from '@/components/tenants/runtime-state'
import { runtimeStatuses } from '@/components/tenants/runtime-status'
import { TenantAddress } from '@/components/tenants/tenant-address'
import { UsageChart } from '@/components/tenants/usage-chart'
import { UsageFigures } from '@/components/tenants/usage-figures'
import { useTRPC } from '@/components/trpc/client'
import { buttonClass } from '@/components/ui/button'
import { Card, CardBody, CardHeader } from '@/components/ui/card'
import { cn } from '@/components/ui/cn'
import { PortalApprovals } from './portal-approvals'

type Portal = Outputs['portal']['get']

/** The customer's page: their agent's address, how it is, what it did, and why nobody else can reach it. */
export function PortalScreen({ workspace, tenant }: { workspace: string; tenant: string }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const input = { workspace, tenant }
  const query = useQuery(trpc.portal.get.queryOptions(input))
  useSubscription(
    trpc.portal.watch.subscriptionOptions(input, {
      onData: (portal) => queryClient.setQueryData(trpc.portal.get.queryKey(input), portal),
    }),
  )
  return (
    <QueryView query={query} what="your agent" heading="Your agent">
      {(portal) => (
        <div className="flex flex-col gap-5">
          <h1 className="font-semibold text-2xl">{portal.name}</h1>
          <PortalApprovals workspace={workspace} tenant={tenant} />
          <AgentCard portal={portal} />
          <DocumentsCard workspace={workspace} tenant={tenant} audience="customer" />
          <Card>
            <CardHeader
              title="This month so far"
              description="Counted in UTC. Only numbers are kept here; your conversations stay inside your environment."
            />
            <CardBody className="flex flex-col gap-5">
              <UsageFigures month={portal.usage.month} />
              <UsageChart days={portal.usage.days} />
            </CardBody>
          </Card>
          <Card>
            <CardHeader
              title={portal.sealed ? 'Why nobody else can reach it' : 'What keeps it apart'}
              description="Each time it starts, your agent checks the walls around itself. If one fails, it does not start."
            />
            <CardBody>
              {!portal.sealed && <NotSealed />}
              <GuardList report={portal.guards} />
            </CardBody>
          </Card>
        </div>
      )}
    </QueryView>
  )
}

function AgentCard({ portal }: { portal: Portal }) {
  const status = runtimeStatuses[portal.phase]
  return (
    <Card className="p-5">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <RuntimeState phase={portal.phase} observedAt={portal.observedAt} />
        <span className="text-muted text-xs">
          {portal.version === null ? 'no version yet' : `version ${portal.version}`}
        </span>
      </div>
      <p className="mt-3 text-muted">{portal.phase === 'ready' ? status.meaning : (portal.reason ?? status.meaning)}</p>
      <div className="mt-4 flex flex-col gap-3 border-border border-t pt-4 sm:flex-row sm:items-center sm:justify-between">
        <TenantAddress url={portal.url} />
        <a
          href={portal.url}
          target="_blank"
          rel="noreferrer"
          className={cn(buttonClass({ variant: 'primary', size: 'lg' }), 'max-sm:w-full')}
        >
          <MessageSquare aria-hidden />
          Talk to your agent
        </a>
      </div>
    </Card>
  )
}
