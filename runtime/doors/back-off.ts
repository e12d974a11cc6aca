export type BackOff = {
  /** Milliseconds to wait before the next try. */
  next(): number
  reset(): void
}

/** Doubles from `minMs` to `maxMs`, each time shortened by up to a half at random so that a fleet does not move in step. */
export function createBackOff(minMs: number, maxMs: number, random: () => number = Math.random): BackOff {
  let tries = 0
  return {
    next() {
      const ceilingMs = Math.min(maxMs, minMs * 2 ** tries)
      tries = Math.min(tries + 1, 30)
      return ceilingMs * (1 - random() / 2)
    },
    reset() {
      tries = 0
    },
  }
}

/** How doors are redialled. */
export const redial = { minMs: 20, maxMs: 3_000 } as const
