'use client'

import { type KeyboardEvent, useRef, useState } from 'react'
import { ApprovalItem } from './approval-item'
import type { Approval } from './approval-words'

type ApprovalListProps = { workspace: string; approvals: readonly Approval[] }

/**
 * One question is open at a time: reading one may wake its tenant. Arrows go from row to row; A and D go to the two
 * buttons, which Enter then presses, so that no single key decides.
 */
export function ApprovalList({ workspace, approvals }: ApprovalListProps) {
  const list = useRef<HTMLUListElement>(null)
  // The first is read at once; after that only people open and close, so that a decision's way to its agent stays in view.
  const [open, setOpen] = useState(
    () => approvals.find(({ state, mayDecide }) => state === 'open' && mayDecide)?.id ?? null,
  )
  return (
    <ul ref={list} className="flex flex-col gap-2.5" onKeyDown={(event) => followKey(event, list.current)}>
      {approvals.map((approval) => (
        <ApprovalItem
          key={approval.id}
          workspace={workspace}
          approval={approval}
          open={open === approval.id}
          onToggle={() => setOpen(open === approval.id ? null : approval.id)}
        />
      ))}
    </ul>
  )
}

function followKey(event: KeyboardEvent<HTMLUListElement>, list: HTMLUListElement | null): void {
  const target = event.target as HTMLElement
  if (list === null || event.ctrlKey || event.metaKey || event.altKey || target.matches('textarea, input')) return
  const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key]
  const decision = { a: 'approve', d: 'deny' }[event.key]
  const next = step === undefined ? button(list, decision) : neighbour(list, target, step)
  if (next === undefined) return
  event.preventDefault()
  next.focus()
}

function button(list: HTMLUListElement, decision: string | undefined): HTMLElement | undefined {
  if (decision === undefined) return undefined
  return list.querySelector<HTMLElement>(`[data-decision=${decision}]:not(:disabled)`) ?? undefined
}

function neighbour(list: HTMLUListElement, from: HTMLElement, step: number): HTMLElement | undefined {
  // Inside the question, arrows scroll it.
  if (!from.matches('[data-approval-row]')) return undefined
  const rows = [...list.querySelectorAll<HTMLElement>('[data-approval-row]')]
  return rows[rows.indexOf(from) + step]
}
