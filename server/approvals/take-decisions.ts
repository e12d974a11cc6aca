import type { ApprovalDecision } from '@/domain/runtime/door-messages'
import type { SqlTransaction } from '@/server/db/sql'

export type DecisionToSend = { runtimeId: string; message: ApprovalDecision }

/** At one time; the others follow with the next look. */
const most = 500

/**
 * Decisions that these runtimes still wait for, marked as sent: whoever sends afterwards and dies in between sends
 * again later, and the runtime takes the first. Those said in the last `unlessSentSinceSeconds` are left out.
 */
export async function takeDecisions(
  tx: SqlTransaction,
  runtimeIds: readonly string[],
  unlessSentSinceSeconds: number,
): Promise<DecisionToSend[]> {
  if (runtimeIds.length === 0) return []
  type Row = { runtimeId: string; id: string; state: 'approved' | 'denied'; person: string; note: string }
  const rows = await tx.$queryRaw<Row[]>`
    UPDATE approval a SET sent_at = now() FROM (
      SELECT id FROM approval
      WHERE runtime_id = ANY(${runtimeIds}::uuid[]) AND settled_at IS NULL AND decided_at IS NOT NULL
        AND (sent_at IS NULL OR sent_at <= now() - make_interval(secs => ${unlessSentSinceSeconds}))
      ORDER BY sent_at NULLS FIRST, decided_at LIMIT ${most}) due
    WHERE a.id = due.id
    RETURNING a.runtime_id AS "runtimeId", a.id, a.state, a.decided_by AS person, a.note`
  return rows.map(({ runtimeId, id, state, person, note }) => ({
    runtimeId,
    message: { type: 'approval-decided', id, decision: state === 'approved' ? 'approve' : 'deny', person, note },
  }))
}
