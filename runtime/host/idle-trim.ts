/** Quiet for this long, a runtime gives back what its last burst of work left behind. */
const quietMs = 10_000

export type IdleTrim = { worked(): void }

/**
 * V8 collects when it needs room, and an idle process never does: without this a tenant would keep the memory of its
 * busiest minute. `collect` is Node's `gc` (--expose-gc).
 */
export function createIdleTrim(collect: (() => void) | undefined): IdleTrim {
  let timer: NodeJS.Timeout | null = null
  return {
    worked() {
      if (collect === undefined) return
      if (timer !== null) timer.refresh()
      else timer = setTimeout(collect, quietMs).unref()
    },
  }
}
