import type { SqlTransaction } from '@/server/db/sql'
import type { SqlDatabase } from '@/server/db/sql-database'
import type { Worker } from '@/server/durable/worker'
import type { Logger } from '@/server/log'
import { lifecycleMachineName } from '@/server/machines/runtime-lifecycle/machine'
import type { Engine } from '@/server/provisioning/port'
import { findRuntimeOwner } from '@/server/runtimes/find-owner'
import { openIncident } from '@/server/runtimes/incidents'

type FollowOptions = { db: SqlDatabase; engine: Engine; worker: Pick<Worker, 'wake' | 'look'>; log: Logger }

/** Turns what the engine tells into wake-ups. The strands then read state: an event is never believed for its content. */
export async function followEngineEvents(options: FollowOptions, signal: AbortSignal): Promise<void> {
  const { db, engine, worker, log } = options
  for await (const event of engine.events(signal)) {
    try {
      if (event.type === 'resynchronise') {
        await wakeEveryRuntime(db)
        worker.look()
        continue
      }
      // The one thing that no state shows afterwards: a child's end for want of memory.
      if (event.type === 'out-of-memory') await tellOutOfMemory(db, event.runtimeId)
      worker.wake([{ machine: lifecycleMachineName, subjectId: event.runtimeId }])
    } catch (error) {
      log.error({ err: error, event }, 'an engine event could not be handled; the periodic scan will see its effect')
    }
  }
}

export async function wakeEveryRuntime(db: SqlTransaction): Promise<void> {
  await db.$executeRaw`UPDATE strand s SET wake_at = now()
    FROM (SELECT id FROM strand WHERE machine = ${lifecycleMachineName} AND finished_at IS NULL
      ORDER BY id FOR UPDATE) every
    WHERE s.id = every.id`
}

async function tellOutOfMemory(db: SqlDatabase, runtimeId: string): Promise<void> {
  const owner = await findRuntimeOwner(db, runtimeId)
  if (owner === null) return
  await db.inScope({ workspaceId: owner.workspaceId }, (tx) =>
    openIncident(tx, {
      ...owner,
      kind: 'out-of-memory',
      summary: 'A process inside the runtime was ended because memory ran out.',
    }),
  )
}
