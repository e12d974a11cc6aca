import { Pool } from 'pg'
import { z } from 'zod'
import { createLogger, type Logger } from '@/server/log'
import { listenToChannel } from './listen'

const channel = 'bulkhead_live'
const windowMs = 50
/** PostgreSQL refuses payloads of 8,000 bytes and more; a hint takes about 100. */
const hintsPerPayload = 50

const topics = ['runtime', 'rollout', 'blueprint', 'approval'] as const
type Topic = (typeof topics)[number]

/** Something changed: read it again. Never carries the change itself. */
export type Hint = { topic: Topic; id: string } | { topic: 'everything' }

export type PublishedHint = { workspaceId: string; topic: Topic; id: string }

export type HintPublisher = {
  /** Returns at once. Equal hints within 50 ms become one. */
  publish(hint: PublishedHint): void
  close(): Promise<void>
}

const wireSchema = z.array(z.object({ workspaceId: z.string(), topic: z.enum(topics), id: z.string() }))

export function createHintPublisher(
  database: string | Pool,
  log: Logger = createLogger('hints', 'warn'),
): HintPublisher {
  const pool = typeof database === 'string' ? new Pool({ connectionString: database, max: 1 }) : database
  pool.on('error', (error) => log.warn({ reason: error.message }, 'a hint connection was lost'))
  const waiting = new Map<string, PublishedHint>()
  let timer: NodeJS.Timeout | undefined

  const flush = async () => {
    timer = undefined
    const hints = [...waiting.values()]
    waiting.clear()
    for (let at = 0; at < hints.length; at += hintsPerPayload) {
      const payload = JSON.stringify(hints.slice(at, at + hintsPerPayload))
      // Screens read again every few seconds anyway, so a lost hint costs seconds, not truth.
      await pool.query('SELECT pg_notify($1, $2)', [channel, payload]).catch((error: Error) => {
        log.warn({ reason: error.message }, 'hints could not be sent')
      })
    }
  }

  return {
    publish(hint) {
      waiting.set(`${hint.topic}:${hint.id}`, hint)
      timer ??= setTimeout(() => void flush(), windowMs)
    },
    async close() {
      clearTimeout(timer)
      await flush()
      if (typeof database === 'string') await pool.end()
    },
  }
}

export type HintListener = {
  /** Ends when `signal` aborts or the listener closes. Begins with nothing: read first, then follow. */
  subscribe(workspaceId: string, signal: AbortSignal): AsyncIterable<Hint>
  close(): Promise<void>
}

/** One connection for the whole process. After a lost connection every subscriber hears `everything`. */
export function createHintListener(url: string, log: Logger = createLogger('hints', 'warn')): HintListener {
  const subscribers = new Map<string, Set<Subscriber>>()
  const everyone = () => [...subscribers.values()].flatMap((group) => [...group])

  const listening = listenToChannel({
    url,
    channel,
    log,
    onNotification: (payload) => {
      for (const { workspaceId, topic, id } of parsePayload(payload)) {
        for (const subscriber of subscribers.get(workspaceId) ?? []) subscriber.push({ topic, id })
      }
    },
    onConnected: () => {
      for (const subscriber of everyone()) subscriber.push({ topic: 'everything' })
    },
  })

  return {
    subscribe(workspaceId, signal) {
      const subscriber = new Subscriber()
      const group = subscribers.get(workspaceId) ?? new Set()
      subscribers.set(workspaceId, group.add(subscriber))
      const leave = () => {
        subscriber.end()
        group.delete(subscriber)
        if (group.size === 0 && subscribers.get(workspaceId) === group) subscribers.delete(workspaceId)
      }
      if (signal.aborted) leave()
      else signal.addEventListener('abort', leave, { once: true })
      return subscriber.hints(leave)
    },
    async close() {
      for (const subscriber of everyone()) subscriber.end()
      subscribers.clear()
      await listening.close()
    },
  }
}

/** Holds at most one hint per thing for a reader that is slow. */
class Subscriber {
  readonly #waiting = new Map<string, Hint>()
  #ended = false
  #wake: (() => void) | undefined

  push(hint: Hint): void {
    this.#waiting.set(hint.topic === 'everything' ? 'everything' : `${hint.topic}:${hint.id}`, hint)
    this.#wake?.()
  }

  end(): void {
    this.#ended = true
    this.#wake?.()
  }

  async *hints(leave: () => void): AsyncGenerator<Hint> {
    try {
      yield* this.#untilEnded()
    } finally {
      leave()
    }
  }

  async *#untilEnded(): AsyncGenerator<Hint> {
    while (!this.#ended) {
      const next = this.#waiting.entries().next()
      if (!next.done) {
        this.#waiting.delete(next.value[0])
        yield next.value[1]
        continue
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }
}

function parsePayload(payload: string): PublishedHint[] {
  try {
    return wireSchema.parse(JSON.parse(payload))
  } catch {
    // Whoever may connect may notify: what is not ours is not for us.
    return []
  }
}
