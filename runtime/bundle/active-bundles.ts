import type { SignedBundle } from '@/domain/runtime/bundle'
import type { Plan } from '../interpreter/plan'
import type { SessionRecord } from '../store/conversations'
import { type HeldBundles, sessionOpenMs } from './held-bundles'

export type ActiveBundles = {
  readonly active: { generation: number; plan: Plan } | null
  swap(generation: number, plan: Plan, signed: SignedBundle): void
  /** The plan for the next run of a session: by the active blueprint's policy, the one that it began on, or the active. */
  planFor(session: SessionRecord | null): Plan | null
}

export function createActiveBundles(held: HeldBundles, now: () => number): ActiveBundles {
  let active: { generation: number; plan: Plan } | null = null

  const isOpen = (session: SessionRecord) => now() - Date.parse(session.updatedAt) < sessionOpenMs

  return {
    get active() {
      return active
    },
    swap(generation, plan, signed) {
      held.activate(signed, plan)
      active = { generation, plan }
    },
    planFor(session) {
      const finishes = active?.plan.bundle.sessions === 'finish'
      if (session !== null && finishes && session.bundleDigest !== active?.plan.digest && isOpen(session)) {
        return held.planOf(session.bundleDigest) ?? active?.plan ?? null
      }
      return active?.plan ?? null
    },
  }
}
