const firstMs = 2_000
const longestMs = 60_000

export type Follower = { start(): void; stop(): void }

/**
 * Calls `look` again and again, less and less often, until it says that there is nothing more to come. A page that nobody
 * sees asks nothing; it looks at once when it is seen again.
 */
export function createFollower(look: () => Promise<boolean>): Follower {
  let following = false
  let delayMs = firstMs
  let timer: number | undefined
  let round = 0

  const now = async () => {
    clearTimeout(timer)
    if (document.hidden) return
    round += 1
    const mine = round
    const more = await look().catch(() => true)
    if (!following || mine !== round) return
    following = more
    if (!more) return
    timer = window.setTimeout(() => void now(), delayMs)
    delayMs = Math.min(longestMs, delayMs * 1.5)
  }
  const start = () => {
    following = true
    delayMs = firstMs
    void now()
  }
  document.addEventListener('visibilitychange', () => {
    if (following && !document.hidden) start()
  })
  return {
    start,
    stop() {
      following = false
      clearTimeout(timer)
    },
  }
}
