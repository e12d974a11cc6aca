import { setTimeout as delay } from 'node:timers/promises'

/** The first value that is neither false nor absent; fails with what was waited for. */
export async function waitUntil<Value>(
  what: string,
  look: () => Promise<Value | false | null | undefined> | Value | false | null | undefined,
  deadlineMs = 20_000,
): Promise<Value> {
  const deadline = Date.now() + deadlineMs
  for (;;) {
    const value = await look()
    if (value !== false && value !== null && value !== undefined) return value
    if (Date.now() > deadline) throw new Error(`Waited ${deadlineMs} ms in vain for ${what}.`)
    await delay(15)
  }
}
