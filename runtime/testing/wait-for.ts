import { setTimeout as pause } from 'node:timers/promises'

type Checked<Value> = Value | undefined | null | false

/** Waits for a condition, checking often; fails with its name once `withinMs` is over. */
export async function waitFor<Value>(
  what: string,
  check: () => Checked<Value> | Promise<Checked<Value>>,
  withinMs = 15_000,
): Promise<Value> {
  const givenUpAt = performance.now() + withinMs
  for (;;) {
    const value = await check()
    if (value !== undefined && value !== null && value !== false) return value
    if (performance.now() > givenUpAt) throw new Error(`Waited ${withinMs} ms in vain for ${what}.`)
    await pause(5)
  }
}
