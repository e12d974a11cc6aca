'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { CircleCheck, CircleDashed } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { errorSentence } from '@/components/shell/api-error'
import { QueryView } from '@/components/shell/query-view'
import { useTRPC } from '@/components/trpc/client'
import { Button } from '@/components/ui/button'
import { Card, CardBody, CardHeader } from '@/components/ui/card'
import { RelativeTime } from '@/components/ui/relative-time'
import { StatusBadge } from '@/components/ui/status-badge'
import type { TenantDetail } from '../use-tenants'
import { type SecretEntry, secretEntries } from './secret-entries'
import { SetSecretDialog } from './set-secret-dialog'

type SecretsCardProps = { workspace: string; tenant: TenantDetail }

export function SecretsCard({ workspace, tenant }: SecretsCardProps) {
  const trpc = useTRPC()
  const place = { workspace, slug: tenant.slug }
  const query = useQuery(trpc.tenantSecret.list.queryOptions(place))
  return (
    <Card>
      <CardHeader
        title="Secrets"
        description="Set or replaced here, and never shown again: not here, not to the agent."
      />
      <CardBody>
        <QueryView query={query} what="the secrets">
          {(secrets) => (
            <ul className="divide-y divide-border">
              {secretEntries(tenant.slots, secrets).map((entry) => (
                <SecretRow key={entry.name} place={place} entry={entry} />
              ))}
            </ul>
          )}
        </QueryView>
      </CardBody>
    </Card>
  )
}

const set = { word: 'Set', tone: 'success', icon: CircleCheck } as const
const missing = { word: 'Needed', tone: 'warning', icon: CircleDashed } as const
const unset = { word: 'Not set', tone: 'neutral', icon: CircleDashed } as const

type SecretRowProps = { place: { workspace: string; slug: string }; entry: SecretEntry }

function SecretRow({ place, entry }: SecretRowProps) {
  const { label, hint, needed, setAt } = entry
  return (
    <li className="flex flex-col gap-1.5 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <h3 className="font-medium">{label}</h3>
        <StatusBadge status={setAt !== null ? set : needed ? missing : unset} />
        {setAt && <RelativeTime at={setAt} className="text-muted text-xs" />}
        <div className="ml-auto flex gap-1.5">
          <SetSecretDialog place={place} entry={entry} />
          {setAt && <ClearButton place={place} entry={entry} />}
        </div>
      </div>
      <p className="text-muted text-sm">{hint}</p>
    </li>
  )
}

/** Asks once, in place. */
function ClearButton({ place, entry }: SecretRowProps) {
  const [asked, setAsked] = useState(false)
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const clear = useMutation(
    trpc.tenantSecret.clear.mutationOptions({
      onError: (error) => toast.error(errorSentence(error)),
      onSuccess: () => {
        toast.success('Cleared. Calls that need it are refused from now on.')
        return queryClient.invalidateQueries({ queryKey: trpc.tenantSecret.list.queryKey(place) })
      },
    }),
  )
  return (
    <Button
      size="sm"
      variant={asked ? 'danger' : 'ghost'}
      pending={clear.isPending}
      onClick={asked ? () => clear.mutate({ ...place, name: entry.name }) : () => setAsked(true)}
      onBlur={() => setAsked(false)}
    >
      {asked ? 'Really clear?' : 'Clear'}
      <span className="sr-only"> {entry.label}</span>
    </Button>
  )
}
