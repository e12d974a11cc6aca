import type { GuardReport } from '@/domain/runtime/guard-report'
import { Prisma } from '@/generated/prisma/client'
import type { Transaction } from '@/server/db/client'
import type { RuntimePhaseSeen } from './read-runtime'

/** What was seen of a runtime. What is left out stays as it was; the time is always now. */
export type Observation = {
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

export async function recordObservation(tx: Transaction, runtimeId: string, seen: Observation): Promise<void> {
  const assignments = [Prisma.sql`observed_at = now()`]
  const set = (column: string, value: unknown, type: string) => {
    if (value !== undefined) assignments.push(Prisma.sql`${Prisma.raw(column)} = ${value}::${Prisma.raw(type)}`)
  }
  set('observed_phase', seen.phase, 'text')
  set('observed_reason', seen.reason, 'text')
  set('observed_generation', seen.generation, 'int')
  set('observed_bundle_id', seen.bundleId, 'uuid')
  set('observed_version', seen.version, 'int')
  set('observed_boot_digest', seen.bootDigest, 'text')
  set('observed_restart_count', seen.restartCount, 'int')
  set('observed_guards', seen.guards && JSON.stringify(seen.guards), 'jsonb')
  set('boot_id', seen.bootId, 'uuid')
  set('started_at', seen.startedAt, 'timestamptz')
  await tx.$executeRaw`UPDATE runtime SET ${Prisma.join(assignments)} WHERE id = ${runtimeId}::uuid`
}
