import type { TurnTelemetry } from '@/domain/runtime/door-messages'
import type { SqlTransaction } from '@/server/db/sql'
import type { RuntimeOwner } from './find-owner'

const dayMs = 86_400_000

/** Adds finished turns to the tenant's days. The clock inside is believed within two days of ours. */
export async function recordTurns(
  tx: SqlTransaction,
  { workspaceId, tenantId }: RuntimeOwner,
  turns: readonly TurnTelemetry[],
): Promise<void> {
  for (const [day, sum] of sumByDay(turns, Date.now())) {
    await tx.$executeRaw`
      INSERT INTO usage_day AS u (tenant_id, workspace_id, day, turns, failed_turns, turn_ms)
      VALUES (${tenantId}::uuid, ${workspaceId}::uuid, ${day}::date, ${sum.turns}, ${sum.failed}, ${sum.ms})
      ON CONFLICT (tenant_id, day) DO UPDATE SET turns = u.turns + excluded.turns,
        failed_turns = u.failed_turns + excluded.failed_turns, turn_ms = u.turn_ms + excluded.turn_ms`
  }
}

type Sum = { turns: number; failed: number; ms: number }

export function sumByDay(turns: readonly TurnTelemetry[], now: number): Map<string, Sum> {
  const days = new Map<string, Sum>()
  for (const turn of turns) {
    const claimed = Date.parse(turn.startedAt)
    const at = Math.abs(claimed - now) > 2 * dayMs ? now : claimed
    const day = new Date(at).toISOString().slice(0, 10)
    const sum = days.get(day) ?? { turns: 0, failed: 0, ms: 0 }
    sum.turns += 1
    sum.failed += turn.outcome === 'error' ? 1 : 0
    sum.ms += Math.round(turn.durationMs)
    days.set(day, sum)
  }
  return days
}
