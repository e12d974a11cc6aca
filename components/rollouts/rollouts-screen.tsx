'use client'

import { useQuery } from '@tanstack/react-query'
import { Rocket } from 'lucide-react'
import Link from 'next/link'
import type { Outputs } from '@/components/shell/api-types'
import { PageColumn, PageHeader } from '@/components/shell/page-header'
import { QueryView } from '@/components/shell/query-view'
import { useTRPC } from '@/components/trpc/client'
import { buttonClass } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { RelativeTime } from '@/components/ui/relative-time'
import { StatusBadge } from '@/components/ui/status-badge'
import { progressSentence } from './progress'
import { ProgressBar } from './progress-bar'
import { rolloutStatuses } from './target-status'

export function RolloutsScreen({ workspace }: { workspace: string }) {
  const trpc = useTRPC()
  const query = useQuery({
    ...trpc.rollout.list.queryOptions({ workspace }),
    // The list has no stream of its own: it is read again while something in it moves.
    refetchInterval: ({ state }) => (state.data?.some((rollout) => rollout.state === 'running') ? 2_000 : 30_000),
  })
  return (
    <PageColumn>
      <PageHeader title="Rollouts" description="What was brought to whom, and how it went. The newest stands first." />
      <QueryView query={query} what="rollouts">
        {(rollouts) =>
          rollouts.length === 0 ? (
            <NoRollouts workspace={workspace} />
          ) : (
            <ul className="flex flex-col gap-2.5">
              {rollouts.map((rollout) => (
                <RolloutRow key={rollout.id} rollout={rollout} workspace={workspace} />
              ))}
            </ul>
          )
        }
      </QueryView>
    </PageColumn>
  )
}

type RolloutSummary = Outputs['rollout']['list'][number]

function RolloutRow({ rollout, workspace }: { rollout: RolloutSummary; workspace: string }) {
  return (
    <li>
      <Link
        href={`/w/${workspace}/rollouts/${rollout.number}`}
        className="grid items-center gap-x-6 gap-y-2 rounded-xl border border-border bg-surface px-5 py-3.5 transition-colors hover:border-border-strong sm:grid-cols-[minmax(0,1fr)_minmax(8rem,16rem)_11.5rem]"
      >
        <span className="min-w-0">
          <span className="flex items-baseline gap-2">
            <span className="truncate font-medium">
              {rollout.blueprint.name} v{rollout.version}
            </span>
            <span className="text-muted text-xs">#{rollout.number}</span>
            {rollout.kind === 'redeploy' && <span className="text-muted text-xs">redeploy</span>}
          </span>
          <span className="block truncate text-muted text-xs">
            {rollout.startedBy} · <RelativeTime at={rollout.createdAt} />
          </span>
        </span>
        <span className="flex flex-col gap-1">
          <ProgressBar counts={rollout.counts} className="h-1.5" />
          <span className="text-muted text-xs">{progressSentence(rollout.counts)}</span>
        </span>
        <StatusBadge status={rolloutStatuses[rollout.state]} className="justify-self-start sm:justify-self-end" />
      </Link>
    </li>
  )
}

function NoRollouts({ workspace }: { workspace: string }) {
  return (
    <EmptyState
      icon={Rocket}
      title="Nothing has been rolled out yet"
      action={
        <Link href={`/w/${workspace}/blueprints`} className={buttonClass({ variant: 'primary' })}>
          Open a blueprint
        </Link>
      }
    >
      Publish a version of a blueprint and roll it out: every tenant’s progress then shows here, live.
    </EmptyState>
  )
}
