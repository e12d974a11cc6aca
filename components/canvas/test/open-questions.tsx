'use client'

import { useQuery } from '@tanstack/react-query'
import type { Approval } from '@/components/approvals/approval-words'
import { DecisionForm } from '@/components/approvals/decision-form'
import { Question, useQuestion } from '@/components/approvals/question'
import { useTRPC } from '@/components/trpc/client'
import { useEditorHandle } from '../editor-context'
import { useTest } from './test-context'

/** Questions that the run waits with: decided here, as anywhere else. */
export function OpenQuestions() {
  const { workspace } = useEditorHandle()
  const trpc = useTRPC()
  const slug = useTest((state) => state.preview?.slug)
  const waiting = useTest((state) => state.trace?.state === 'waiting')
  const { data } = useQuery(
    trpc.approval.listForTenant.queryOptions(
      { workspace, tenant: slug ?? '' },
      { enabled: waiting && slug !== undefined, refetchInterval: 1_000 },
    ),
  )
  const open = waiting ? (data ?? []).filter(({ state }) => state === 'open') : []
  return open.map((approval) => <OpenQuestion key={approval.id} workspace={workspace} approval={approval} />)
}

function OpenQuestion({ workspace, approval }: { workspace: string; approval: Approval }) {
  const question = useQuestion(approval)
  return (
    <section
      aria-label={`Decision: ${approval.label}`}
      className="flex flex-col gap-3 rounded-lg border border-warning/40 p-3"
    >
      <h3 className="font-semibold text-[0.8125rem]">{approval.label} asks for a decision</h3>
      <Question query={question} tenant={approval.tenant} />
      <DecisionForm workspace={workspace} approval={approval} read={question.data !== undefined} />
    </section>
  )
}
