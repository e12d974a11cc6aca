'use client'

import { Check, X } from 'lucide-react'
import { useState } from 'react'
import { errorSentence } from '@/components/shell/api-error'
import { Button } from '@/components/ui/button'
import { ErrorNotice } from '@/components/ui/error-notice'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/textarea'
import type { Approval } from './approval-words'
import { useDecide } from './use-decide'

type DecisionFormProps = {
  workspace: string
  approval: Approval
  /** Nobody says yes to what they could not read. */
  read: boolean
}

export function DecisionForm({ workspace, approval, read }: DecisionFormProps) {
  const [note, setNote] = useState('')
  const decide = useDecide()
  const send = (decision: 'approve' | 'deny') =>
    decide.mutate({ workspace, tenant: approval.tenant.slug, id: approval.id, decision, note })
  const sending = decide.isPending ? decide.variables.decision : null
  return (
    <div className="flex flex-col gap-3">
      {decide.error && <ErrorNotice title="It was not decided">{errorSentence(decide.error)}</ErrorNotice>}
      <Field label="Note" hint="Goes to the agent with your decision. It may be left empty.">
        <Textarea
          value={note}
          onChange={(event) => setNote(event.target.value)}
          maxLength={2_000}
          className="min-h-14"
          disabled={decide.isPending}
        />
      </Field>
      <div className="flex flex-wrap items-center gap-2">
        <Button
          variant="primary"
          data-decision="approve"
          aria-keyshortcuts="a"
          pending={sending === 'approve'}
          disabled={!read || decide.isPending}
          onClick={() => send('approve')}
        >
          <Check aria-hidden />
          Approve
        </Button>
        <Button
          data-decision="deny"
          aria-keyshortcuts="d"
          pending={sending === 'deny'}
          disabled={decide.isPending}
          onClick={() => send('deny')}
        >
          <X aria-hidden />
          Deny
        </Button>
        <p className="text-muted text-xs" role="status">
          {decide.isPending
            ? 'Keeping your decision…'
            : read
              ? 'A decision is final.'
              : 'It can be approved once the question has been read.'}
        </p>
      </div>
    </div>
  )
}
