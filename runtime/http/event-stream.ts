import type { ServerResponse } from 'node:http'
import { setCommonHeaders } from './answer'

export type EventStream = { send(event: string, data: unknown): void; end(): void }

/** A comment this often keeps proxies from taking a thinking model for a dead connection. */
const keepAliveMs = 15_000

/** Server-sent events (WHATWG HTML, 9.2). A reader that has gone is written to no more. */
export function openEventStream(response: ServerResponse): EventStream {
  setCommonHeaders(response)
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' })
  response.flushHeaders()
  const keepAlive = setInterval(() => response.write(': thinking\n\n'), keepAliveMs)
  response.once('close', () => clearInterval(keepAlive))
  return {
    send(event, data) {
      if (!response.destroyed) response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
    },
    end() {
      clearInterval(keepAlive)
      response.end()
    },
  }
}
