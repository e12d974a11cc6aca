import { BulkheadError } from '@/domain/errors'
import type { Member } from '../accounts/find-member'
import type { Transaction } from '../db/client'
import { approvalChannel } from './approval-channel'
import { emailOf, mayDecide } from './may-decide'

export type Decision = { tenant: string; id: string; decision: 'approve' | 'deny'; note: string }

type Asked = {
  people: string[]
  runtimeId: string
  state: string
  late: boolean
  decidedBy: string | null
  decidedAt: Date | null
}

/**
 * Decides once and for all. Refused: `forbidden` to whoever is not named; `conflict` when it is decided already, its
 * deadline has passed or the runtime does not ask any more. `details.state` says which, and `decidedBy` who decided.
 */
export async function decideApproval(tx: Transaction, member: Member, decision: Decision): Promise<void> {
  const asked = await readAsked(tx, decision)
  if (asked === null || (member.role === 'customer' && !mayDecide(member, asked.people))) {
    throw new BulkheadError('not-found', 'There is no such question here, or it is not yours to decide.')
  }
  if (!mayDecide(member, asked.people)) {
    throw new BulkheadError('forbidden', `This is for ${asked.people.join(' or ')} to decide.`)
  }
  const decided = await tx.$executeRaw`
    UPDATE approval SET state = ${decision.decision === 'approve' ? 'approved' : 'denied'},
      decided_by = ${emailOf(member)}, decided_at = now(), note = ${decision.note}
    WHERE id = ${decision.id}::uuid AND state = 'open' AND settled_at IS NULL AND deadline_at > now()`
  if (decided === 0) throw tooLate(await readAsked(tx, decision))
  await tx.$executeRaw`SELECT pg_notify(${approvalChannel}, ${asked.runtimeId})`
}

async function readAsked(tx: Transaction, { id, tenant }: Decision): Promise<Asked | null> {
  const rows = await tx.$queryRaw<Asked[]>`
    SELECT a.people, a.runtime_id AS "runtimeId", a.state, a.deadline_at <= now() AS late,
      a.decided_by AS "decidedBy", a.decided_at AS "decidedAt"
    FROM approval a JOIN tenant t ON t.id = a.tenant_id
    WHERE a.id = ${id}::uuid AND t.slug = ${tenant}`
  return rows[0] ?? null
}

function tooLate(asked: Asked | null): BulkheadError {
  if (asked?.decidedBy != null) {
    const { state, decidedBy, decidedAt } = asked
    return new BulkheadError('conflict', `${decidedBy} has ${state} this already. A decision is final.`, {
      details: { state, decidedBy, decidedAt: decidedAt?.toISOString() },
    })
  }
  if (asked?.late === true || asked?.state === 'expired') {
    const message = 'The deadline has passed: the agent goes on without a decision.'
    return new BulkheadError('conflict', message, { details: { state: 'expired' } })
  }
  const message = 'The agent does not ask this any more: what it was for has ended.'
  return new BulkheadError('conflict', message, { details: { state: 'withdrawn' } })
}
