import { hop, nap } from '@/server/durable/outcome'
import type { LifecycleStep } from './steps'

/** Waits, unless something else is desired now. Wake-ups by events do not shorten it. */
export const backOff: LifecycleStep = async (_deps, { state }, { desired }) => {
  const pause = state.backOff
  if (pause === null || desired.state === 'removed') return hop('watch', { state: { ...state, backOff: null } })
  const changed = desired.generation > pause.generation || desired.restartCount > pause.restartCount
  const waitMs = pause.until - Date.now()
  if (waitMs > 0 && !changed) return nap(waitMs)
  return hop(pause.next, { state: { ...state, backOff: null } })
}
