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
      INSERT INTO usage_day AS u (tenant_id, workspace_id, day, turns, failed_turns, turn_ms, steps, cost_usd)
      VALUES (${tenantId}::uuid, ${workspaceId}::uuid, ${day}::date, ${sum.turns}, ${sum.failed}, ${sum.ms},
        ${sum.steps}, ${sum.costUsd}::double precision)
      ON CONFLICT (tenant_id, day) DO UPDATE SET turns = u.turns + excluded.turns,
        failed_turns = u.failed_turns + excluded.failed_turns, turn_ms = u.turn_ms + excluded.turn_ms,
        steps = u.steps + excluded.steps,
        cost_usd = CASE WHEN excluded.cost_usd IS NULL THEN u.cost_usd
          ELSE coalesce(u.cost_usd, 0) + excluded.cost_usd END`
  }
}

/** `costUsd` is null while no turn had a price. */
type Sum = { turns: number; failed: number; ms: number; steps: number; costUsd: number | null }

/** One turn's claims: no number of them may break the statement, which would be tried again for ever. */
const most = { ms: 90 * dayMs, steps: 1_000_000, costUsd: 1_000_000 } as const

export function sumByDay(turns: readonly TurnTelemetry[], now: number): Map<string, Sum> {
  const days = new Map<string, Sum>()
  for (const turn of turns) {
    const claimed = Date.parse(turn.startedAt)
    const at = Math.abs(claimed - now) > 2 * dayMs ? now : claimed
    const day = new Date(at).toISOString().slice(0, 10)
    const sum = days.get(day) ?? { turns: 0, failed: 0, ms: 0, steps: 0, costUsd: null }
    sum.turns += 1
    sum.failed += turn.outcome === 'error' ? 1 : 0
    sum.ms += Math.round(Math.min(turn.durationMs, most.ms))
    sum.steps += Math.min(turn.steps ?? 0, most.steps)
    if (turn.costUsd !== undefined) sum.costUsd = (sum.costUsd ?? 0) + Math.min(turn.costUsd, most.costUsd)
    days.set(day, sum)
  }
  return days
}
