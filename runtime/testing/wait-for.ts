import { setTimeout as pause } from 'node:timers/promises'

/** Waits for a condition, checking often; fails with its name once `withinMs` is over. */
export async function waitFor<Value>(
  what: string,
  check: () => Value | undefined | null | false,
  withinMs = 15_000,
): Promise<Value> {
  const givenUpAt = performance.now() + withinMs
  for (;;) {
    const value = check()
    if (value !== undefined && value !== null && value !== false) return value
    if (performance.now() > givenUpAt) throw new Error(`Waited ${withinMs} ms in vain for ${what}.`)
    await pause(5)
  }
}
