import type { SqlTransaction } from '@/server/db/sql'
import { type LifecycleFailure, lifecycleStateSchema } from './state'

/** Why a runtime cannot reach what is desired, by its own strand. */
export async function readLifecycleFailure(tx: SqlTransaction, runtimeId: string): Promise<LifecycleFailure | null> {
  const rows = await tx.$queryRaw<{ state: unknown }[]>`
    SELECT state FROM strand WHERE machine = 'runtime-lifecycle' AND subject_id = ${runtimeId}::uuid`
  return rows[0] === undefined ? null : lifecycleStateSchema.parse(rows[0].state).failure
}
