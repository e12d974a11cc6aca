/** So long may a run go on without letting the event loop turn. */
const longestMs = 10

/**
 * Steps that wait for nothing follow one another without ever leaving the stack of the event loop: without a pause, a long
 * loop of them would hold up every other conversation, every time limit, and the signal to stop.
 */
export function createBreather(): () => Promise<void> | null {
  let sinceMs = performance.now()
  return () => {
    if (performance.now() - sinceMs < longestMs) return null
    return new Promise((resolve) => {
      setImmediate(() => {
        sinceMs = performance.now()
        resolve()
      })
    })
  }
}
