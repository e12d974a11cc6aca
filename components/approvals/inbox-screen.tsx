'use client'

import { Inbox } from 'lucide-react'
import { useState } from 'react'
import { PageColumn, PageHeader } from '@/components/shell/page-header'
import { QueryView } from '@/components/shell/query-view'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { LiveIndicator } from '@/components/ui/live-indicator'
import { ApprovalList } from './approval-list'
import { type ApprovalFilter, useApprovals } from './use-approvals'

export function InboxScreen({ workspace }: { workspace: string }) {
  const [filter, setFilter] = useState<ApprovalFilter>({ show: 'open', whose: 'mine' })
  const { query, liveStatus } = useApprovals(workspace, filter)
  return (
    <PageColumn>
      <PageHeader
        title="Inbox"
        description="Agents that wait for a person. What they ask is read from the tenant’s own address and is not kept here."
        actions={<LiveIndicator status={liveStatus} />}
      />
      <div className="mb-4 flex flex-wrap gap-x-6 gap-y-2">
        <Choice
          legend="Show"
          value={filter.show}
          options={{ open: 'Open', decided: 'Decided' }}
          onChoose={(show) => setFilter({ ...filter, show })}
        />
        <Choice
          legend="Whose"
          value={filter.whose}
          options={{ mine: 'For me', all: 'Everybody’s' }}
          onChoose={(whose) => setFilter({ ...filter, whose })}
        />
      </div>
      <QueryView query={query} what="your inbox">
        {(approvals) =>
          approvals.length === 0 ? (
            <Empty filter={filter} />
          ) : (
            <ApprovalList key={`${filter.show} ${filter.whose}`} workspace={workspace} approvals={approvals} />
          )
        }
      </QueryView>
    </PageColumn>
  )
}

type ChoiceProps<Value extends string> = {
  legend: string
  value: Value
  options: Record<Value, string>
  onChoose: (value: Value) => void
}

function Choice<Value extends string>({ legend, value, options, onChoose }: ChoiceProps<Value>) {
  return (
    <fieldset className="flex gap-1">
      <legend className="sr-only">{legend}</legend>
      {(Object.keys(options) as Value[]).map((option) => (
        <Button
          key={option}
          size="sm"
          variant={option === value ? 'secondary' : 'ghost'}
          aria-pressed={option === value}
          onClick={() => onChoose(option)}
        >
          {options[option]}
        </Button>
      ))}
    </fieldset>
  )
}

function Empty({ filter }: { filter: ApprovalFilter }) {
  if (filter.show === 'decided') {
    return (
      <EmptyState icon={Inbox} title="Nothing has been decided yet">
        Decisions stand here with who made them, and whether they reached the agent.
      </EmptyState>
    )
  }
  return (
    <EmptyState icon={Inbox} title={filter.whose === 'mine' ? 'Nobody waits for you' : 'Nobody waits'}>
      When an agent reaches an Approval block, or a rule asks before it acts, its question appears here at once.
    </EmptyState>
  )
}
