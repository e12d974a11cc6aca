'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { errorSentence } from '@/components/shell/api-error'
import type { Outputs } from '@/components/shell/api-types'
import { useTRPC } from '@/components/trpc/client'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'

type Member = Outputs['workspace']['listMembers'][number]

type PeopleListProps = { workspace: string; people: readonly Member[]; mayRemove: boolean }

export function PeopleList({ workspace, people, mayRemove }: PeopleListProps) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const remove = useMutation(
    trpc.workspace.removeMember.mutationOptions({
      onError: (error) => toast.error(errorSentence(error)),
      onSuccess: () => {
        toast.success('Removed. Open sessions see nothing more from now on.')
        return queryClient.invalidateQueries({ queryKey: trpc.workspace.listMembers.queryKey({ workspace }) })
      },
    }),
  )
  return (
    <ul className="divide-y divide-border">
      {people.map((member) => (
        <li key={member.membershipId} className="flex items-center gap-3 py-2.5">
          <div className="min-w-0 flex-1">
            <p className="truncate font-medium">{member.name}</p>
            <p className="truncate text-muted text-xs">{member.email}</p>
          </div>
          <Badge tone={member.role === 'owner' ? 'accent' : 'neutral'}>{member.role}</Badge>
          {mayRemove && (
            <RemoveButton
              name={member.name}
              pending={remove.isPending && remove.variables.membershipId === member.membershipId}
              onRemove={() => remove.mutate({ workspace, membershipId: member.membershipId })}
            />
          )}
        </li>
      ))}
    </ul>
  )
}

/** Asks once, in place: a mistaken press must not lock a person out. */
function RemoveButton({ name, pending, onRemove }: { name: string; pending: boolean; onRemove: () => void }) {
  const [asked, setAsked] = useState(false)
  return (
    <Button
      size="sm"
      variant={asked ? 'danger' : 'ghost'}
      pending={pending}
      onClick={asked ? onRemove : () => setAsked(true)}
      onBlur={() => setAsked(false)}
    >
      {asked ? 'Really remove?' : 'Remove'}
      <span className="sr-only"> {name}</span>
    </Button>
  )
}
