import { setTimeout as pause } from 'node:timers/promises'
import { attempt } from './attempt'
import { type Exchange, isAbandoned } from './exchange'
import type { IngressPool } from './ingress-pool'
import type { Lane } from './lane'
import type { GatewayLimits } from './limits'
import { connectionLost, notRunning, stillDraining, tooManyWaiting } from './refusal'

export type ForwardOptions = {
  limits: GatewayLimits
  /** What was last observed of the runtime; `now` reads it anew. Rejects when its tenant is gone. */
  readPhase(freshness: 'cached' | 'now'): Promise<string | undefined>
}

/** Safe by definition (RFC 9110 §9.2.1): doing it twice is doing it once. */
const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])
const maxLosses = 3
const drainingPauseMs = { first: 10, most: 250 } as const
/** A runtime that failed its guards will not come by itself. */
const refusedPatienceMs = 2_000
/** Whoever waits looks again whether there is still something to wait for. */
const lookAgainMs = 1_000

/**
 * Brings one request to the tenant's runtime, waiting while that is being replaced. It is sent again only where that
 * cannot do a thing twice: it was not accepted, it was never sent, or the method is safe. Rejects with a `Refusal`.
 */
export async function forward(exchange: Exchange, pool: IngressPool, options: ForwardOptions): Promise<void> {
  const deadline = performance.now() + options.limits.waitForRuntimeMs
  let losses = 0
  let pauseMs: number = drainingPauseMs.first
  for (;;) {
    const lane = pool.take() ?? (await waitForLane(exchange, pool, deadline, options))
    if (lane === undefined) return
    if (isAbandoned(exchange)) {
      lane.release()
      return
    }
    const outcome = await attempt(exchange, lane, options.limits)
    if (outcome.kind === 'answered') return
    if (outcome.kind === 'lost') {
      losses += 1
      const mayRepeat = safeMethods.has(exchange.request.method ?? '') && exchange.upgrade === undefined
      if (!mayRepeat || losses > maxLosses) throw connectionLost(mayRepeat, outcome.cause)
    }
    if (exchange.body?.isReplayable === false) throw stillDraining()
    if (performance.now() > deadline) throw notRunning(await options.readPhase('now'))
    if (outcome.kind === 'draining') {
      await pause(pauseMs)
      pauseMs = Math.min(pauseMs * 2, drainingPauseMs.most)
    }
  }
}

/** `undefined`: the client went away while it waited. Meanwhile the runtime may be refused, or its tenant deleted. */
async function waitForLane(exchange: Exchange, pool: IngressPool, deadline: number, options: ForwardOptions) {
  const startedAt = performance.now()
  for (let freshness: 'cached' | 'now' = 'cached'; ; freshness = 'now') {
    if (pool.waiting >= options.limits.waiting) throw tooManyWaiting()
    const phase = await options.readPhase(freshness)
    const until = phase === 'refused' ? Math.min(deadline, startedAt + refusedPatienceMs) : deadline
    const free = pool.take()
    if (free !== undefined || isAbandoned(exchange)) return free
    const leftMs = until - performance.now()
    if (leftMs <= 0) throw notRunning(freshness === 'now' ? phase : await options.readPhase('now'))
    if (pool.waiting >= options.limits.waiting) throw tooManyWaiting()
    const pending = pool.wait(Math.min(lookAgainMs, leftMs))
    exchange.response.once('close', pending.cancel)
    const lane: Lane | undefined = await pending.lane
    exchange.response.off('close', pending.cancel)
    if (lane !== undefined || isAbandoned(exchange)) return lane
  }
}
