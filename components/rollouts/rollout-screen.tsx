'use client'

import { LayoutGrid, List } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { PageColumn } from '@/components/shell/page-header'
import { QueryView } from '@/components/shell/query-view'
import { Button } from '@/components/ui/button'
import { DrainingNote } from './draining-note'
import { FailureGroups } from './failure-groups'
import { progressSentence } from './progress'
import { ProgressBar } from './progress-bar'
import { type Rollout, RolloutHeader } from './rollout-header'
import { StateFilter } from './state-filter'
import { TargetGrid } from './target-grid'
import { TargetList } from './target-list'
import type { TargetState } from './target-status'
import { useRollbackTarget } from './use-rollback-target'
import { useRollout } from './use-rollout'

export function RolloutScreen({ workspace, number }: { workspace: string; number: number }) {
  const { query, liveStatus } = useRollout(workspace, number)
  return (
    <PageColumn>
      <QueryView query={query} what="the rollout" heading={`Rollout #${number}`}>
        {(rollout) => <RolloutView rollout={rollout} workspace={workspace} liveStatus={liveStatus} />}
      </QueryView>
    </PageColumn>
  )
}

type RolloutViewProps = {
  rollout: Rollout
  workspace: string
  liveStatus: 'idle' | 'connecting' | 'pending' | 'error'
}

function RolloutView({ rollout, workspace, liveStatus }: RolloutViewProps) {
  const [filter, setFilter] = useState<TargetState | null>(null)
  const rollbackTo = useRollbackTarget(workspace, rollout)
  const targets = useDeferredValue(rollout.targets)
  const shown = filter === null ? targets : targets.filter(({ state }) => state === filter)
  return (
    <>
      <RolloutHeader rollout={rollout} workspace={workspace} rollbackTo={rollbackTo} liveStatus={liveStatus} />
      <div className="mb-6 flex flex-col gap-4">
        <ProgressBar counts={rollout.counts} />
        <StateFilter counts={rollout.counts} active={filter} onChange={setFilter} />
        <DrainingNote targets={rollout.targets} />
        <p className="sr-only" aria-live="polite">
          {progressSentence(rollout.counts)}
        </p>
      </div>
      <FailureGroups targets={rollout.targets} workspace={workspace} />
      <Targets targets={shown} total={targets.length} workspace={workspace} />
    </>
  )
}

function Targets({ targets, total, workspace }: { targets: Rollout['targets']; total: number; workspace: string }) {
  const [view, setView] = useState<'grid' | 'list'>('grid')
  return (
    <section aria-labelledby="targets-heading">
      <div className="mb-3 flex items-center justify-between gap-3">
        <h2 id="targets-heading" className="font-semibold text-[0.9375rem]">
          Tenants{' '}
          <span className="font-normal text-muted">
            {targets.length === total ? total : `${targets.length} of ${total}`}
          </span>
        </h2>
        <fieldset className="flex gap-1">
          <legend className="sr-only">View</legend>
          <ViewButton current={view} view="grid" onChoose={setView} />
          <ViewButton current={view} view="list" onChoose={setView} />
        </fieldset>
      </div>
      {total === 0 && <p className="text-muted">This rollout had no tenants to change.</p>}
      {view === 'grid' ? (
        <TargetGrid targets={targets} workspace={workspace} />
      ) : (
        <TargetList targets={targets} workspace={workspace} />
      )}
    </section>
  )
}

type View = 'grid' | 'list'

function ViewButton({ current, view, onChoose }: { current: View; view: View; onChoose: (view: View) => void }) {
  const Icon = view === 'grid' ? LayoutGrid : List
  return (
    <Button
      size="sm"
      variant={current === view ? 'secondary' : 'ghost'}
      aria-pressed={current === view}
      onClick={() => onChoose(view)}
    >
      <Icon aria-hidden />
      {view === 'grid' ? 'Grid' : 'List'}
    </Button>
  )
}
