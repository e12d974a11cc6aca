'use client'

import { useQuery } from '@tanstack/react-query'
import { PageColumn, PageHeader } from '@/components/shell/page-header'
import { QueryView } from '@/components/shell/query-view'
import { useTRPC } from '@/components/trpc/client'
import { ModelProviderCard } from './model-provider-card'
import { TeamCard } from './team-card'

export function SettingsScreen({ workspace }: { workspace: string }) {
  const trpc = useTRPC()
  const query = useQuery(trpc.workspace.get.queryOptions({ workspace }))
  return (
    <PageColumn>
      <QueryView query={query} what="settings" heading="Settings">
        {({ name, role, engine, sealed }) => (
          <>
            <PageHeader
              title="Settings"
              description={`${name} · you are its ${role} · tenants run on ${engine}${sealed ? ', sealed' : ', not sealed'}`}
            />
            <div className="grid gap-5 lg:grid-cols-2 lg:items-start">
              <ModelProviderCard workspace={workspace} owner={role === 'owner'} />
              <TeamCard workspace={workspace} owner={role === 'owner'} />
            </div>
          </>
        )}
      </QueryView>
    </PageColumn>
  )
}
