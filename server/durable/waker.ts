import type { SqlTransaction } from '@/server/db/sql'
import type { Logger } from '@/server/log'
import { type StrandSelector, wakeStrands } from './strands'

export type Waker = {
  /** Returns at once; everything that is asked for within one turn of the event loop becomes one statement. */
  wake(selectors: readonly StrandSelector[]): void
  /** Resolves when all that was asked for is done. */
  settled(): Promise<void>
}

/** Wakes strands from inside the process that works on them. `onWoken` runs when they are due. */
export function createWaker(db: SqlTransaction, log: Logger, onWoken: () => void): Waker {
  const waiting = new Map<string, StrandSelector>()
  let flushing: Promise<void> | undefined

  const flush = async () => {
    while (waiting.size > 0) {
      const selectors = [...waiting.values()]
      waiting.clear()
      try {
        await wakeStrands(db, selectors)
        onWoken()
      } catch (error) {
        log.warn({ err: error, strands: selectors.length }, 'strands could not be woken; polling will find them')
      }
    }
    flushing = undefined
  }

  return {
    wake(selectors) {
      for (const selector of selectors) {
        waiting.set(`${selector.machine}:${'subjectId' in selector ? selector.subjectId : selector.tenantId}`, selector)
      }
      if (waiting.size > 0) flushing ??= new Promise<void>((resolve) => setImmediate(resolve)).then(flush)
    },
    settled: () => flushing ?? Promise.resolve(),
  }
}
