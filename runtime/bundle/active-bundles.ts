import type { Plan } from '../interpreter/plan'

/** How long the bundle before the active one is kept for sessions that began on it, counted from its last turn. */
const previousIdleMs = 30 * 60_000

export type ActiveBundles = {
  readonly active: { generation: number; plan: Plan } | null
  swap(generation: number, plan: Plan): void
  /** The plan for the next turn of a session, by the bundle of its last turn. */
  planFor(sessionDigest: string | null): Plan | null
}

/** The active bundle and at most one before it. */
export function createActiveBundles(now: () => number = () => performance.now()): ActiveBundles {
  let active: { generation: number; plan: Plan } | null = null
  let previous: { plan: Plan; usedAt: number } | null = null

  return {
    get active() {
      return active
    },
    swap(generation, plan) {
      if (active !== null && active.plan.digest !== plan.digest) previous = { plan: active.plan, usedAt: now() }
      if (previous?.plan.digest === plan.digest) previous = null
      active = { generation, plan }
    },
    planFor(sessionDigest) {
      if (previous !== null && now() - previous.usedAt > previousIdleMs) previous = null
      const finishes = active?.plan.bundle.sessions === 'finish'
      if (previous !== null && finishes && sessionDigest === previous.plan.digest) {
        previous.usedAt = now()
        return previous.plan
      }
      return active?.plan ?? null
    },
  }
}
