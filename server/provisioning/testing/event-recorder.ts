import type { Engine, EngineEvent } from '../port'
import { waitUntil } from './wait-until'

/** Listens to an engine and keeps what it heard. */
export function recordEvents(engine: Engine) {
  const heard: EngineEvent[] = []
  const abort = new AbortController()
  const ended = (async () => {
    for await (const event of engine.events(abort.signal)) heard.push(event)
  })()
  return {
    heard,
    count: (type: EngineEvent['type']) => heard.filter((event) => event.type === type).length,
    waitFor: (type: EngineEvent['type'], runtimeId?: string) =>
      waitUntil(`the event ${type}`, () =>
        heard.find((event) => event.type === type && (!('runtimeId' in event) || event.runtimeId === runtimeId)),
      ),
    async stop(): Promise<void> {
      abort.abort()
      await ended
    },
  }
}
