import { setTimeout as pause } from 'node:timers/promises'
import type { IngressDialler } from '../doors/ingress-dialler'
import type { SessionQueue } from '../runs/session-queue'
import type { Log } from './log'

/** Turns in hand may finish within `turnsMs`; for `lingerMs` at least, late requests are told to go elsewhere. */
const limits = { turnsMs: 8_000, lingerMs: 200, checkMs: 10 } as const

export async function drain(parts: { queue: SessionQueue; ingress: IngressDialler | null; log: Log }): Promise<void> {
  const { queue, ingress, log } = parts
  ingress?.stopDialling()
  const startedAt = performance.now()
  const spentMs = () => performance.now() - startedAt
  const inHand = () => queue.size + (ingress?.counts.busy ?? 0)
  log.info('draining', { turns: queue.size })
  if (ingress !== null) await pause(limits.lingerMs)
  while (inHand() > 0 && spentMs() < limits.turnsMs) await pause(limits.checkMs)
  log.info('drained', { abandoned: inHand(), ms: Math.round(spentMs()) })
  await ingress?.close()
}
