import type { TurnTelemetry } from '@/domain/runtime/door-messages'
import type { Log } from '../host/log'

/** A message carries at most `batch`; `flushAt` turns or `everyMs` are what sends one; `kept` wait for a lost door. */
const limits = { batch: 500, flushAt: 50, everyMs: 1_000, kept: 5_000 } as const

export type TelemetryOutbox = {
  add(turn: TurnTelemetry): void
  /** Sends what waits, as far as the door takes it. */
  flush(): void
}

/** Metadata of finished turns, kept while the controller is away. When too many wait, the oldest are dropped. */
export function createTelemetryOutbox(send: (turns: TurnTelemetry[]) => boolean, log: Log): TelemetryOutbox {
  const waiting: TurnTelemetry[] = []
  let timer: NodeJS.Timeout | null = null

  const flush = () => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    while (waiting.length > 0 && send(waiting.slice(0, limits.batch))) waiting.splice(0, limits.batch)
  }

  return {
    flush,
    add(turn) {
      waiting.push(turn)
      if (waiting.length > limits.kept) {
        waiting.splice(0, waiting.length - limits.kept)
        log.warn('telemetry-dropped', { kept: limits.kept })
      }
      // Retried by the next turn and by the next hello, so that nothing ticks while the door is away.
      if (waiting.length % limits.flushAt === 0) flush()
      else timer ??= setTimeout(flush, limits.everyMs)
    },
  }
}
