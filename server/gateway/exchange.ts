import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { RequestBody } from './request-body'

/** One request of a client and where its answer goes. */
export type Exchange = {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  /** Header lines as the runtime is to see them. */
  readonly headers: string[]
  readonly body: RequestBody | null
  /** The client asks to change the protocol (WebSocket). `head` is what it said already in the new one. */
  readonly upgrade?: { readonly protocol: string; readonly socket: Socket; readonly head: Buffer }
}

/** The client went away before its answer was complete. */
export const isAbandoned = (exchange: Exchange): boolean =>
  exchange.response.destroyed || (exchange.upgrade?.socket.destroyed ?? false)
