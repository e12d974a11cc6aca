import { setTimeout as pause } from 'node:timers/promises'
import type { IngressDialler } from '../doors/ingress-dialler'
import type { RunEngine } from '../runs/run-engine'
import type { SessionQueue } from '../runs/session-queue'
import type { Log } from './log'

/**
 * Turns in hand may finish within `turnsMs`; for `lingerMs` at least, late requests are told to go elsewhere. Whoever waits
 * for a turn that is broken off then is told so within `lastWordsMs`.
 */
const limits = { turnsMs: 8_000, lingerMs: 200, lastWordsMs: 500, checkMs: 10 } as const

export type DrainParts = {
  queue: SessionQueue
  engine: Pick<RunEngine, 'stop'>
  ingress: IngressDialler | null
  log: Log
}

export async function drain({ queue, engine, ingress, log }: DrainParts): Promise<void> {
  ingress?.stopDialling()
  const startedAt = performance.now()
  const spentMs = () => performance.now() - startedAt
  const inHand = () => queue.size + (ingress?.counts.busy ?? 0)
  log.info('draining', { turns: queue.size })
  if (ingress !== null) await pause(limits.lingerMs)
  while (inHand() > 0 && spentMs() < limits.turnsMs) await pause(limits.checkMs)
  const abandoned = inHand()
  engine.stop()
  while (inHand() > 0 && spentMs() < limits.turnsMs + limits.lastWordsMs) await pause(limits.checkMs)
  log.info('drained', { abandoned, ms: Math.round(spentMs()) })
  await ingress?.close()
}
