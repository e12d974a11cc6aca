/** One try's own signal: it ends with the outer one, or when its time is over. */
export type TimeLimit = {
  signal: AbortSignal
  readonly isOver: boolean
  /** Once the try has come to something. */
  release(): void
}

/** Not `AbortSignal.any`: the outer signal lives as long as the process, and would keep something of every try. */
export function limitTime(outer: AbortSignal, limitMs: number): TimeLimit {
  const controller = new AbortController()
  let isOver = false
  const stop = () => controller.abort(outer.reason)
  const timer = setTimeout(() => {
    isOver = true
    controller.abort()
  }, limitMs)
  if (outer.aborted) stop()
  outer.addEventListener('abort', stop, { once: true })
  return {
    signal: controller.signal,
    get isOver() {
      return isOver
    },
    release() {
      clearTimeout(timer)
      outer.removeEventListener('abort', stop)
    },
  }
}
