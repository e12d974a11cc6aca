import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from '@/server/log'
import { createEventQueue } from '../event-queue'
import type { EngineEvent, RuntimeObservation } from '../port'

/** `ps` costs a process each time, /proc next to nothing. */
const everyMs = process.platform === 'linux' ? 200 : 1_000

export type ProcessWatch = {
  /** All runtimes now; also where those over their memory are ended. */
  survey(): Promise<RuntimeObservation[]>
  log: Logger | undefined
}

/** Nobody tells about processes that are not our children, so: look, compare, tell what is different. */
export async function* processEvents({ survey, log }: ProcessWatch, signal: AbortSignal): AsyncGenerator<EngineEvent> {
  const queue = createEventQueue(signal)
  let seen: Map<string, RuntimeObservation> | null = null

  const watch = async () => {
    while (!signal.aborted) {
      try {
        const now = new Map((await survey()).map((observation) => [observation.runtimeId, observation]))
        const events = seen === null ? [{ type: 'resynchronise' } as const] : compareSurveys(seen, now)
        seen = now
        events.forEach(queue.push)
      } catch (error) {
        log?.warn({ err: error }, 'The processes of runtimes could not be looked at; trying again.')
        seen = null
      }
      await delay(everyMs, undefined, { signal }).catch(() => undefined)
    }
  }
  void watch()
  yield* queue.drain()
}

/** Pure: what must have happened between two looks. */
export function compareSurveys(
  before: ReadonlyMap<string, RuntimeObservation>,
  after: ReadonlyMap<string, RuntimeObservation>,
): EngineEvent[] {
  const gone = [...before.keys()].filter((runtimeId) => !after.has(runtimeId))
  const removed = gone.map((runtimeId): EngineEvent => ({ type: 'removed', runtimeId }))
  return [...removed, ...[...after.values()].flatMap((now) => compareOne(before.get(now.runtimeId), now))]
}

function compareOne(was: RuntimeObservation | undefined, now: RuntimeObservation): EngineEvent[] {
  const { runtimeId } = now
  const restarted = was?.startedAt !== now.startedAt
  if (!restarted && was?.phase === now.phase) return []
  const events: EngineEvent[] = []
  // It ended and came back between two looks.
  if (restarted && was && was.phase !== 'exited') events.push({ type: 'exited', runtimeId, exitCode: null })
  if (restarted && now.startedAt !== undefined) events.push({ type: 'started', runtimeId })
  if (now.phase === 'paused') events.push({ type: 'paused', runtimeId })
  if (now.phase === 'running' && !restarted && was?.phase === 'paused') events.push({ type: 'resumed', runtimeId })
  if (now.phase === 'exited' && now.exit) {
    if (now.exit.outOfMemory) events.push({ type: 'out-of-memory', runtimeId })
    events.push({ type: 'exited', runtimeId, exitCode: now.exit.code })
  }
  return events
}
