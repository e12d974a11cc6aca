'use client'

import { useQuery } from '@tanstack/react-query'
import { PageColumn, PageHeader } from '@/components/shell/page-header'
import { QueryView } from '@/components/shell/query-view'
import { useTRPC } from '@/components/trpc/client'
import { Card, CardBody, CardHeader } from '@/components/ui/card'
import { LiveIndicator } from '@/components/ui/live-indicator'
import { ConnectionsCard } from './connections/connections-card'
import { DeleteDialog } from './delete-dialog'
import { DocumentsCard } from './documents/documents-card'
import { GuardList } from './guard-list'
import { IncidentsCard } from './incidents-card'
import { NotSealed } from './not-sealed'
import { OverviewCard } from './overview-card'
import { PeopleCard } from './people-card'
import { RestartDialog } from './restart-dialog'
import { SecretsCard } from './secrets/secrets-card'
import { SlotsCard } from './slots-card'
import { UsageCard } from './usage-card'
import { type TenantDetail, useTenant } from './use-tenants'

export function TenantScreen({ workspace, slug }: { workspace: string; slug: string }) {
  const { query, liveStatus } = useTenant(workspace, slug)
  return (
    <PageColumn>
      <QueryView query={query} what="the tenant" heading="Tenant">
        {(tenant) => <Tenant tenant={tenant} workspace={workspace} liveStatus={liveStatus} />}
      </QueryView>
    </PageColumn>
  )
}

type TenantProps = {
  tenant: TenantDetail
  workspace: string
  liveStatus: 'idle' | 'connecting' | 'pending' | 'error'
}

function Tenant({ tenant, workspace, liveStatus }: TenantProps) {
  const trpc = useTRPC()
  const { data: settings } = useQuery(trpc.workspace.get.queryOptions({ workspace }))
  const owner = settings?.role === 'owner'
  const mayDelete = owner || settings?.role === 'operator'
  const { slug } = tenant
  return (
    <>
      <PageHeader
        crumbs={[{ href: `/w/${workspace}/tenants`, label: 'Tenants' }]}
        title={tenant.name}
        actions={
          <>
            <LiveIndicator status={liveStatus} />
            <RestartDialog workspace={workspace} tenant={tenant} />
            {mayDelete && <DeleteDialog workspace={workspace} tenant={tenant} />}
          </>
        }
      />
      <div className="grid gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] lg:items-start">
        <div className="flex min-w-0 flex-col gap-5">
          <OverviewCard tenant={tenant} workspace={workspace} />
          <UsageCard workspace={workspace} slug={slug} />
          <SlotsCard key={tenant.id} workspace={workspace} tenant={tenant} />
          <DocumentsCard workspace={workspace} tenant={slug} audience="team" />
          <ConnectionsCard workspace={workspace} slug={slug} />
          <SecretsCard workspace={workspace} tenant={tenant} />
          <PeopleCard workspace={workspace} tenant={tenant} owner={owner} />
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <IncidentsCard workspace={workspace} slug={slug} />
          <Card>
            <CardHeader
              title="Proof of isolation"
              description="The walls that this runtime checked before it served anybody."
            />
            <CardBody>
              {tenant.engine === 'process' && <NotSealed />}
              <GuardList report={tenant.guards} />
            </CardBody>
          </Card>
        </div>
      </div>
    </>
  )
}
