import { Client } from 'pg'
import type { Logger } from '@/server/log'

export type Listening = { close(): Promise<void> }

export type ListenOptions = {
  url: string
  channel: string
  log: Logger
  onNotification: (payload: string) => void
  /** The connection is (re-)established: whatever was said before may have been missed. */
  onConnected: () => void
}

const retryMs = { first: 100, most: 5_000 }

/** LISTEN on a connection of its own, which comes back by itself. PostgreSQL keeps no notifications for the absent. */
export function listenToChannel(options: ListenOptions): Listening {
  let closed = false
  let client: Client | undefined
  let timer: NodeJS.Timeout | undefined
  let delayMs = retryMs.first

  const connect = async () => {
    const current = new Client({ connectionString: options.url, keepAlive: true, application_name: 'bulkhead-listen' })
    client = current
    const lost = (error?: Error) => {
      if (closed || client !== current) return
      client = undefined
      options.log.warn({ channel: options.channel, reason: error?.message }, 'lost the notification channel')
      timer = setTimeout(connect, delayMs * (0.5 + Math.random()))
      delayMs = Math.min(delayMs * 2, retryMs.most)
      void current.end().catch(() => undefined)
    }
    current.on('error', lost)
    current.on('end', () => lost())
    current.on('notification', (message) => options.onNotification(message.payload ?? ''))
    try {
      await current.connect()
      await current.query(`LISTEN ${current.escapeIdentifier(options.channel)}`)
    } catch (error) {
      lost(error instanceof Error ? error : undefined)
      return
    }
    delayMs = retryMs.first
    if (!closed) options.onConnected()
  }

  void connect()
  return {
    async close() {
      closed = true
      clearTimeout(timer)
      // A connection that is already gone cannot be ended: that is as good.
      await client?.end().catch(() => undefined)
    },
  }
}
