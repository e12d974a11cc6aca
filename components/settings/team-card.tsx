'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { AddPersonForm, type PersonRole } from '@/components/accounts/add-person-form'
import { PeopleList } from '@/components/accounts/people-list'
import { QueryView } from '@/components/shell/query-view'
import { useTRPC } from '@/components/trpc/client'
import { Card, CardBody, CardHeader } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'

const teamRoles = [
  { role: 'builder', may: 'draws blueprints, publishes versions and rolls them out' },
  { role: 'operator', may: 'rolls out, restarts and deletes tenants, but does not publish' },
  { role: 'owner', may: 'all of that, and people, keys and settings' },
] as const

type TeamRole = (typeof teamRoles)[number]['role']

export function TeamCard({ workspace, owner }: { workspace: string; owner: boolean }) {
  const trpc = useTRPC()
  const members = useQuery(trpc.workspace.listMembers.queryOptions({ workspace }))
  return (
    <Card>
      <CardHeader title="Team" description="Customers are added on their tenant’s page and see that alone." />
      <CardBody className="flex flex-col gap-5">
        <QueryView query={members} what="the team">
          {(all) => (
            <PeopleList workspace={workspace} people={all.filter(({ tenant }) => tenant === null)} mayRemove={owner} />
          )}
        </QueryView>
        <dl className="grid gap-1.5 rounded-lg bg-surface-sunken px-4 py-3 text-xs">
          {teamRoles.map(({ role, may }) => (
            <div key={role} className="grid grid-cols-[5rem_minmax(0,1fr)] gap-2">
              <dt className="font-medium">{role}</dt>
              <dd>{may}</dd>
            </div>
          ))}
        </dl>
        {owner ? (
          <section>
            <h3 className="mb-3 font-medium">Add somebody</h3>
            <AddTeamMember workspace={workspace} />
          </section>
        ) : (
          <p className="text-muted">An owner can add and remove people.</p>
        )}
      </CardBody>
    </Card>
  )
}

function AddTeamMember({ workspace }: { workspace: string }) {
  const [role, setRole] = useState<TeamRole>('builder')
  const as: PersonRole = { role }
  return (
    <AddPersonForm workspace={workspace} as={as}>
      <Field label="Role">
        <Select
          options={teamRoles.map(({ role: value, may }) => ({ value, label: value, hint: may }))}
          value={role}
          onValueChange={(value) => setRole(teamRoles.find((known) => known.role === value)?.role ?? role)}
        />
      </Field>
    </AddPersonForm>
  )
}
