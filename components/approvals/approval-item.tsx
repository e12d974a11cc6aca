'use client'

import { ChevronRight } from 'lucide-react'
import { useId } from 'react'
import { cn } from '@/components/ui/cn'
import { Deadline } from '@/components/ui/deadline'
import { RelativeTime } from '@/components/ui/relative-time'
import { StatusBadge } from '@/components/ui/status-badge'
import { useNow } from '@/components/ui/use-now'
import { type Approval, approvalStatuses, deliveryWords, isDecidable, peopleWords } from './approval-words'
import { DecisionForm } from './decision-form'
import { Question, useQuestion } from './question'

type ApprovalItemProps = {
  workspace: string
  approval: Approval
  open: boolean
  onToggle: () => void
}

/** One question: a row that opens to the question itself and the decision. */
export function ApprovalItem({ workspace, approval, open, onToggle }: ApprovalItemProps) {
  const panelId = useId()
  return (
    <li className="rounded-xl border border-border bg-surface">
      <h2>
        <button
          type="button"
          data-approval-row
          aria-expanded={open}
          aria-controls={open ? panelId : undefined}
          onClick={onToggle}
          className="flex w-full flex-wrap items-center gap-x-3 gap-y-1.5 rounded-xl px-4 py-3.5 text-left transition-colors hover:bg-surface-sunken focus-visible:rounded-xl sm:flex-nowrap"
        >
          <ChevronRight
            className={cn('size-4 shrink-0 text-muted transition-transform', open && 'rotate-90')}
            aria-hidden
          />
          <span className="min-w-0 flex-1">
            <span className="block truncate font-medium">{approval.label}</span>
            <span className="block truncate text-muted text-xs">
              {approval.tenant.name} · asked <RelativeTime at={approval.askedAt} />
            </span>
          </span>
          <span className="flex basis-full flex-wrap items-center gap-x-3 gap-y-1 pl-7 text-xs sm:basis-auto sm:flex-nowrap sm:pl-0">
            {approval.state === 'open' && (
              <span className="text-muted">
                due <Deadline at={approval.deadlineAt} past="over" />
              </span>
            )}
            <StatusBadge status={approvalStatuses[approval.state]} />
          </span>
        </button>
      </h2>
      {open && (
        <div id={panelId} className="flex flex-col gap-4 border-border border-t px-5 py-4">
          <Details workspace={workspace} approval={approval} />
        </div>
      )}
    </li>
  )
}

function Details({ workspace, approval }: { workspace: string; approval: Approval }) {
  const now = useNow()
  const query = useQuestion(approval)
  const decidable = isDecidable(approval, now)
  return (
    <>
      {approval.viewKey === null ? (
        <p className="text-muted">
          Only {peopleWords(approval.people)} can read this question and decide. Its text stays with the tenant.
        </p>
      ) : (
        <Question query={query} tenant={approval.tenant} />
      )}
      <p className="text-muted text-xs">
        {approval.byRule ? 'A rule of the blueprint asks before it lets the agent act' : 'The agent waits for it'} ·
        version {approval.blueprintVersion} · for {peopleWords(approval.people)} to decide · deadline{' '}
        <Deadline at={approval.deadlineAt} past="over" />
      </p>
      {decidable && <DecisionForm workspace={workspace} approval={approval} read={query.data !== undefined} />}
      <Outcome approval={approval} late={!decidable && approval.state === 'open' && approval.mayDecide} />
    </>
  )
}

function Outcome({ approval, late }: { approval: Approval; late: boolean }) {
  const { state, decidedBy, decidedAt, note, delivery } = approval
  if (late || state === 'expired') {
    return <p>The deadline has passed. The agent goes on as its blueprint says for that case.</p>
  }
  if (state === 'withdrawn') return <p>The agent stopped asking before anybody decided: what it was for has ended.</p>
  if (decidedBy === null || decidedAt === null) return null
  return (
    <div className="flex flex-col gap-1">
      <p>
        {decidedBy} {state} this <RelativeTime at={decidedAt} />.
      </p>
      {note !== '' && <blockquote className="whitespace-pre-wrap border-border border-l-2 pl-3">{note}</blockquote>}
      {delivery && (
        <p role="status" className={cn('text-muted', delivery === 'missed' && 'text-warning')}>
          {deliveryWords[delivery]}
        </p>
      )}
    </div>
  )
}
