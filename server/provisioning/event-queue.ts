import type { EngineEvent } from './port'

/** Events for one listener, in order, for as long as it listens. */
export type EventQueue = { push(event: EngineEvent): void; drain(): AsyncGenerator<EngineEvent> }

export function createEventQueue(signal: AbortSignal): EventQueue {
  const events: EngineEvent[] = []
  let wake = () => {}
  signal.addEventListener('abort', () => wake(), { once: true })
  return {
    push(event) {
      events.push(event)
      wake()
    },
    async *drain() {
      while (!signal.aborted) {
        const event = events.shift()
        if (event) {
          yield event
          continue
        }
        await new Promise<void>((resolve) => {
          wake = resolve
          if (signal.aborted) resolve()
        })
      }
    },
  }
}
