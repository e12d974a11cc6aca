/** Exponential, with full jitter in the upper half: `failures` counts from 1. */
export function backOffMs(failures: number, limits: { firstMs: number; mostMs: number }, random = Math.random): number {
  const full = Math.min(limits.mostMs, limits.firstMs * 2 ** Math.min(failures - 1, 30))
  return Math.round(full * (0.5 + random() / 2))
}
