import type { TurnTelemetry } from '@/domain/runtime/door-messages'
import type { SqlDatabase } from '@/server/db/sql-database'
import type { Logger } from '@/server/log'
import { findRuntimeOwner } from '@/server/runtimes/find-owner'
import { recordTurns } from '@/server/runtimes/record-turns'

export type TurnRecorder = {
  add(runtimeId: string, turns: readonly TurnTelemetry[]): void
  close(): Promise<void>
}

const flushMs = 250
/** Per runtime, while the database is away; what is more is lost, and said so. */
const mostKept = 10_000

/** Counters only, gathered for a moment so that a busy tenant is one write. */
export function createTurnRecorder(db: SqlDatabase, log: Logger): TurnRecorder {
  const waiting = new Map<string, TurnTelemetry[]>()
  let timer: NodeJS.Timeout | undefined
  let flushing: Promise<void> = Promise.resolve()

  const add = (runtimeId: string, turns: readonly TurnTelemetry[]) => {
    const kept = [...(waiting.get(runtimeId) ?? []), ...turns]
    if (kept.length > mostKept) log.warn({ runtimeId, lost: kept.length - mostKept }, 'too many turns were waiting')
    waiting.set(runtimeId, kept.slice(-mostKept))
    timer ??= setTimeout(start, flushMs)
  }
  const flush = async () => {
    const batches = [...waiting]
    waiting.clear()
    for (const [runtimeId, turns] of batches) {
      try {
        const owner = await findRuntimeOwner(db, runtimeId)
        if (owner !== null) await db.inScope(owner, (tx) => recordTurns(tx, owner, turns))
      } catch (error) {
        log.warn({ err: error, runtimeId, turns: turns.length }, 'turns could not be counted; trying again')
        add(runtimeId, turns)
      }
    }
  }
  const start = () => {
    timer = undefined
    flushing = flushing.then(flush)
  }

  return {
    add,
    async close() {
      clearTimeout(timer)
      start()
      await flushing
      clearTimeout(timer)
    },
  }
}
