'use client'

import { useQuery } from '@tanstack/react-query'
import { CircleCheck, TriangleAlert } from 'lucide-react'
import type { Outputs } from '@/components/shell/api-types'
import { QueryView } from '@/components/shell/query-view'
import { useTRPC } from '@/components/trpc/client'
import { Badge } from '@/components/ui/badge'
import { Card, CardBody, CardHeader } from '@/components/ui/card'
import { RelativeTime } from '@/components/ui/relative-time'

const kinds: Record<string, string> = {
  crash: 'Crash',
  'out-of-memory': 'Out of memory',
  'guard-failed': 'A wall failed',
  engine: 'Engine',
}

export function IncidentsCard({ workspace, slug }: { workspace: string; slug: string }) {
  const trpc = useTRPC()
  const query = useQuery(trpc.tenant.listIncidents.queryOptions({ workspace, slug }, { refetchInterval: 10_000 }))
  return (
    <Card>
      <CardHeader
        title="Incidents"
        description="What went wrong in this tenant’s environment. Its neighbours noticed nothing."
      />
      <CardBody>
        <QueryView query={query} what="incidents">
          {(incidents) =>
            incidents.length === 0 ? (
              <p className="flex items-center gap-2 text-muted">
                <CircleCheck className="size-4 text-success" aria-hidden />
                None so far.
              </p>
            ) : (
              <ul className="divide-y divide-border">
                {incidents.map((incident) => (
                  <IncidentRow key={incident.id} incident={incident} />
                ))}
              </ul>
            )
          }
        </QueryView>
      </CardBody>
    </Card>
  )
}

function IncidentRow({ incident }: { incident: Outputs['tenant']['listIncidents'][number] }) {
  return (
    <li className="grid grid-cols-[1.25rem_minmax(0,1fr)_auto] gap-x-3 py-3 first:pt-0">
      <TriangleAlert className="mt-0.5 size-4 text-warning" aria-hidden />
      <div className="min-w-0">
        <p className="font-medium">{kinds[incident.kind] ?? incident.kind}</p>
        <p className="break-words text-muted">{incident.summary}</p>
        <p className="text-muted text-xs">
          <RelativeTime at={incident.openedAt} />
        </p>
      </div>
      <Badge tone={incident.closedAt ? 'outline' : 'warning'} className="self-start">
        {incident.closedAt ? 'over' : 'open'}
      </Badge>
    </li>
  )
}
