'use client'

import { useQuery } from '@tanstack/react-query'
import { QueryView } from '@/components/shell/query-view'
import { useTRPC } from '@/components/trpc/client'
import { Card, CardBody, CardHeader } from '@/components/ui/card'
import { UsageChart } from './usage-chart'
import { UsageFigures } from './usage-figures'

export function UsageCard({ workspace, slug }: { workspace: string; slug: string }) {
  const trpc = useTRPC()
  const query = useQuery(trpc.tenant.usage.queryOptions({ workspace, slug }, { refetchInterval: 15_000 }))
  return (
    <Card>
      <CardHeader
        title="Usage"
        description="This month so far, counted in UTC. Counters only: nobody here reads conversations."
      />
      <CardBody className="flex flex-col gap-5">
        <QueryView query={query} what="usage">
          {({ month, days }) => (
            <>
              <UsageFigures month={month} />
              <UsageChart days={days} />
            </>
          )}
        </QueryView>
      </CardBody>
    </Card>
  )
}
