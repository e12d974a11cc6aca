import type { ServerResponse } from 'node:http'
import { setCommonHeaders } from './answer'

export type EventStream = {
  /** `event` null: an event without a name. */
  send(event: string | null, data: unknown): void
  end(lastWord?: string): void
}

/** A comment this often keeps proxies from taking a thinking model for a dead connection. */
const keepAliveMs = 15_000

/** Server-sent events (WHATWG HTML, 9.2). A reader that has gone is written to no more. */
export function openEventStream(response: ServerResponse): EventStream {
  setCommonHeaders(response)
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' })
  response.flushHeaders()
  const write = (text: string) => {
    if (!response.destroyed) response.write(text)
  }
  const keepAlive = setInterval(() => write(': thinking\n\n'), keepAliveMs)
  response.once('close', () => clearInterval(keepAlive))
  return {
    send: (event, data) => write(`${event === null ? '' : `event: ${event}\n`}data: ${JSON.stringify(data)}\n\n`),
    end(lastWord) {
      clearInterval(keepAlive)
      if (lastWord !== undefined) write(lastWord)
      response.end()
    },
  }
}
