import { setTimeout } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { Member } from '../accounts/find-member'
import type { Transaction } from '../db/client'
import type { PublishedHint } from '../live/hints'
import { toTRPCError } from './error-map'
import type { ReadAgain } from './procedures'
import type { Services } from './services'

const rereadMs = 5_000

/** A burst of hints, such as a rollout's, becomes a few reads and not hundreds. */
const leastMs = 150

type Watch<T> = {
  services: Services
  workspaceId: string
  readAgain: ReadAgain
  read: (tx: Transaction, member: Member) => Promise<T>
  /** Hints that make it read at once; the rest is left to the periodic read. */
  topic: PublishedHint['topic']
  signal: AbortSignal | undefined
}

/**
 * Yields what is read, first at once and then whenever it changed. Hints make it fast; reading every five seconds
 * makes it certain. Ends when the browser goes; fails when the session or the membership has ended.
 */
export async function* watch<T>(options: Watch<T>): AsyncGenerator<T, void> {
  const stop = new AbortController()
  const signal = options.signal === undefined ? stop.signal : AbortSignal.any([stop.signal, options.signal])
  const nextWakeUp = listenForWakeUps(options, signal)
  try {
    let last: T | undefined
    while (!signal.aborted) {
      const now = await readNow(options)
      if (!isDeepStrictEqual(now, last)) yield now
      last = now
      await pause(leastMs, signal)
      await nextWakeUp()
    }
  } finally {
    stop.abort()
  }
}

/** With the right status, a browser whose session or membership has ended gives up; it would ask again for ever. */
function readNow<T>({ readAgain, read }: Watch<T>): Promise<T> {
  return readAgain(read).catch((cause) => {
    throw toTRPCError(cause)
  })
}

/** The function resolves at the next hint (one that came meanwhile counts), after five seconds, or at the end. */
function listenForWakeUps<T>({ services, workspaceId, topic }: Watch<T>, signal: AbortSignal): () => Promise<void> {
  let hinted = false
  let wake = new AbortController()
  const listen = async () => {
    for await (const hint of services.hints.listener.subscribe(workspaceId, signal)) {
      if (hint.topic !== topic && hint.topic !== 'everything') continue
      hinted = true
      wake.abort()
    }
  }
  listen().catch((error) => services.log.warn({ err: error }, 'live hints ended; screens are read every five seconds'))
  return async () => {
    if (!hinted) await pause(rereadMs, AbortSignal.any([wake.signal, signal]))
    hinted = false
    wake = new AbortController()
  }
}

/** Waits, or less long when `signal` says so. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch(() => undefined)
}
