/** Lets `burst` through at once and `perSecond` in the long run. `take` is false when there is nothing left. */
export function createTokenBucket(options: { burst: number; perSecond: number; now?: () => number }) {
  const now = options.now ?? Date.now
  let tokens = options.burst
  let at = now()
  return {
    take(): boolean {
      const current = now()
      tokens = Math.min(options.burst, tokens + (Math.max(0, current - at) / 1_000) * options.perSecond)
      at = current
      if (tokens < 1) return false
      tokens -= 1
      return true
    },
  }
}
