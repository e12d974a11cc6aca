'use client'

import { useQuery } from '@tanstack/react-query'
import { AddPersonForm } from '@/components/accounts/add-person-form'
import { PeopleList } from '@/components/accounts/people-list'
import { QueryView } from '@/components/shell/query-view'
import { useTRPC } from '@/components/trpc/client'
import { Card, CardBody, CardHeader } from '@/components/ui/card'
import type { TenantDetail } from './use-tenants'

type PeopleCardProps = { workspace: string; tenant: TenantDetail; owner: boolean }

export function PeopleCard({ workspace, tenant, owner }: PeopleCardProps) {
  const trpc = useTRPC()
  const members = useQuery(trpc.workspace.listMembers.queryOptions({ workspace }))
  return (
    <Card>
      <CardHeader
        title="People of this customer"
        description="They see this tenant’s page: address, status, usage, proof of isolation, and what its agent asks them by name. Nothing else."
      />
      <CardBody className="flex flex-col gap-4">
        <QueryView query={members} what="people">
          {(all) => {
            const people = all.filter((member) => member.tenant?.slug === tenant.slug)
            return people.length === 0 ? (
              <p className="text-muted">Nobody yet.{owner ? ' Add the first one below.' : ' An owner can add them.'}</p>
            ) : (
              <PeopleList workspace={workspace} people={people} mayRemove={owner} />
            )
          }}
        </QueryView>
        {owner && (
          <section>
            <h3 className="mb-3 font-medium">Add somebody</h3>
            <AddPersonForm workspace={workspace} as={{ role: 'customer', tenant: tenant.slug }} />
          </section>
        )}
      </CardBody>
    </Card>
  )
}
