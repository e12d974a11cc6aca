'use client'

import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import type { Outputs } from '@/components/shell/api-types'
import { PageHeader } from '@/components/shell/page-header'
import { formatDuration } from '@/components/ui/age'
import { Button } from '@/components/ui/button'
import { LiveIndicator } from '@/components/ui/live-indicator'
import { RelativeTime } from '@/components/ui/relative-time'
import { StatusBadge } from '@/components/ui/status-badge'
import { useNow } from '@/components/ui/use-now'
import { RollOutDialog } from './roll-out-dialog'
import { rolloutStatuses } from './target-status'

export type Rollout = Outputs['rollout']['get']

type RolloutHeaderProps = {
  rollout: Rollout
  workspace: string
  /** The version that it replaced for most; null where there is none to return to. */
  rollbackTo: number | null
  liveStatus: 'idle' | 'connecting' | 'pending' | 'error'
}

export function RolloutHeader({ rollout, workspace, rollbackTo, liveStatus }: RolloutHeaderProps) {
  const [returning, setReturning] = useState(false)
  const { blueprint } = rollout
  return (
    <>
      <PageHeader
        crumbs={[{ href: `/w/${workspace}/rollouts`, label: 'Rollouts' }]}
        title={
          <span className="flex flex-wrap items-center gap-3">
            {rollout.kind === 'redeploy' ? 'Redeploy of' : blueprint.name} v{rollout.version}
            <span className="font-normal text-muted">#{rollout.number}</span>
            <StatusBadge status={rolloutStatuses[rollout.state]} />
          </span>
        }
        description={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span>
              Started by {rollout.startedBy} <RelativeTime at={rollout.createdAt} />
            </span>
            <Elapsed rollout={rollout} />
            <span>{rollout.concurrency} at a time</span>
            {rollout.state === 'running' && <LiveIndicator status={liveStatus} />}
          </span>
        }
        actions={
          rollbackTo !== null && (
            <Button onClick={() => setReturning(true)}>
              <Undo2 aria-hidden />
              {rollbackTo < rollout.version ? 'Roll back' : 'Return'} to v{rollbackTo}…
            </Button>
          )
        }
      />
      {rollbackTo !== null && (
        <RollOutDialog
          workspace={workspace}
          blueprint={blueprint}
          version={rollbackTo}
          intent="roll-back"
          open={returning}
          onOpenChange={setReturning}
        />
      )}
    </>
  )
}

function Elapsed({ rollout }: { rollout: Rollout }) {
  const now = useNow()
  const end = rollout.finishedAt?.getTime() ?? now
  if (end === null) return null
  const took = formatDuration(end - rollout.createdAt.getTime())
  return <span>{rollout.finishedAt ? `took ${took}` : `${took} so far`}</span>
}
