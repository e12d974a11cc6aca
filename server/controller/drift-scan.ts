import type { SqlTransaction } from '@/server/db/sql'
import type { SqlDatabase } from '@/server/db/sql-database'
import { insertStrands, type StrandSelector } from '@/server/durable/strands'
import type { Logger } from '@/server/log'
import { lifecycleMachineName } from '@/server/machines/runtime-lifecycle/machine'
import type { Engine, RuntimeObservation } from '@/server/provisioning/port'

export type DriftScanOptions = {
  db: SqlDatabase
  engine: Engine
  wake: (selectors: readonly StrandSelector[]) => void
  log: Logger
}

export type DriftScan = () => Promise<{ removed: number; adopted: number; woken: number }>

/**
 * Compares all that the engine runs with all that there should be; what no event told is found here. A runtime that
 * belongs to nobody is removed when two scans in a row have seen it. Its data is kept: a database that was restored
 * from an old backup must not cost a tenant's conversations.
 */
export function createDriftScan({ db, engine, wake, log }: DriftScanOptions): DriftScan {
  let suspects = new Set<string>()
  return async () => {
    const there = await engine.list()
    const known = await readStrands(db)
    const result = { removed: 0, adopted: 0, woken: 0 }
    const orphans = there.filter(({ runtimeId }) => !known.has(runtimeId))
    for (const orphan of orphans) {
      if (await adopt(db, orphan)) {
        result.adopted += 1
        log.warn({ runtimeId: orphan.runtimeId }, 'a runtime without its strand was found; it has one again')
      } else if (suspects.has(orphan.runtimeId)) {
        log.warn({ runtimeId: orphan.runtimeId }, 'a runtime that belongs to no tenant is removed; its data is kept')
        await engine.remove(orphan.runtimeId, { graceMs: 10_000, keepData: true })
        result.removed += 1
      }
    }
    suspects = new Set(orphans.map(({ runtimeId }) => runtimeId))
    const running = new Set(there.filter(({ phase }) => phase === 'running').map(({ runtimeId }) => runtimeId))
    const missing = [...known].filter((runtimeId) => !running.has(runtimeId))
    wake(missing.map((subjectId) => ({ machine: lifecycleMachineName, subjectId })))
    return { ...result, woken: missing.length }
  }
}

async function readStrands(db: SqlTransaction): Promise<Set<string>> {
  const rows = await db.$queryRaw<{ subjectId: string }[]>`
    SELECT subject_id AS "subjectId" FROM strand WHERE machine = ${lifecycleMachineName} AND finished_at IS NULL`
  return new Set(rows.map((row) => row.subjectId))
}

/** The runtime's row is still there, only its strand is gone. */
async function adopt(db: SqlDatabase, { runtimeId, workspaceId, tenantId }: RuntimeObservation): Promise<boolean> {
  return db.inScope({ workspaceId }, async (tx) => {
    const runtimes = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM runtime WHERE id = ${runtimeId}::uuid AND tenant_id = ${tenantId}::uuid`
    if (runtimes.length === 0) return false
    const strand = { machine: lifecycleMachineName, subjectId: runtimeId, workspaceId, tenantId, label: 'start' }
    await insertStrands(tx, [strand])
    return true
  })
}
