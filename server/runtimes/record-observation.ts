import type { GuardReport } from '@/domain/runtime/guard-report'
import type { SqlTransaction } from '@/server/db/sql'
import { together } from '@/server/durable/together'
import type { EngineName } from '@/server/provisioning/port'
import type { RuntimePhaseSeen } from './read-runtime'

/** What was seen of a runtime. What is left out stays as it was; the time is always now. */
export type Observation = {
  /** Which engine runs it: it may be another one than the tenant was made on. */
  engine?: EngineName
  phase?: RuntimePhaseSeen
  reason?: string | null
  generation?: number
  bundleId?: string
  version?: number
  bootDigest?: string
  restartCount?: number
  guards?: GuardReport
  bootId?: string
  startedAt?: string
}

/** Observations that one transaction records at the same moment are one statement. */
export const recordObservation: (
  tx: SqlTransaction,
  observation: { runtimeId: string; seen: Observation },
) => Promise<void> = together(async (tx, observations) => {
  const rows = observations.map(({ runtimeId, seen }) => ({
    id: runtimeId,
    engine: seen.engine,
    observed_phase: seen.phase,
    observed_reason: seen.reason,
    same_reason: seen.reason === undefined,
    observed_generation: seen.generation,
    observed_bundle_id: seen.bundleId,
    observed_version: seen.version,
    observed_boot_digest: seen.bootDigest,
    observed_restart_count: seen.restartCount,
    observed_guards: seen.guards,
    boot_id: seen.bootId,
    started_at: seen.startedAt,
  }))
  await tx.$executeRaw`
    UPDATE runtime r SET observed_at = now(), engine = coalesce(n.engine, r.engine),
      observed_phase = coalesce(n.observed_phase, r.observed_phase),
      observed_reason = CASE WHEN n.same_reason THEN r.observed_reason ELSE n.observed_reason END,
      observed_generation = coalesce(n.observed_generation, r.observed_generation),
      observed_bundle_id = coalesce(n.observed_bundle_id, r.observed_bundle_id),
      observed_version = coalesce(n.observed_version, r.observed_version),
      observed_boot_digest = coalesce(n.observed_boot_digest, r.observed_boot_digest),
      observed_restart_count = coalesce(n.observed_restart_count, r.observed_restart_count),
      observed_guards = coalesce(n.observed_guards, r.observed_guards),
      boot_id = coalesce(n.boot_id, r.boot_id), started_at = coalesce(n.started_at, r.started_at)
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n (id uuid, engine text, observed_phase text, observed_reason text,
      same_reason boolean, observed_generation int, observed_bundle_id uuid, observed_version int,
      observed_boot_digest text, observed_restart_count int, observed_guards jsonb, boot_id uuid,
      started_at timestamptz)
    WHERE r.id = n.id`
  return observations.map(() => undefined)
})
