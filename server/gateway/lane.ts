import type { Socket } from 'node:net'
import { Client, type Dispatcher } from 'undici'
import type { GatewayLimits } from './limits'

/** The lane's connection had ended before anything of the request was written to it. */
export class LaneGone extends Error {}

export type LaneOwner = { laneFreed(lane: Lane): void; laneEnded(lane: Lane): void }

/** One connection that a runtime dialled: one request at a time, or one upgraded stream. */
export class Lane {
  readonly #socket: Socket
  readonly #owner: LaneOwner
  readonly #limits: GatewayLimits
  #client: Client | undefined
  #ended = false
  #writtenBefore = 0

  constructor(socket: Socket, owner: LaneOwner, limits: GatewayLimits) {
    this.#socket = socket
    this.#owner = owner
    this.#limits = limits
    // Read from the first moment, so that the other side's end is seen at once. It has nothing to say before it is asked.
    socket.on('data', this.#refuse)
    socket.once('close', this.#end)
  }

  dispatch(request: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): void {
    this.#client ??= this.#createClient()
    this.#writtenBefore = this.#socket.bytesWritten
    this.#client.dispatch(request, handler)
  }

  /** Nothing of the last request was written: then it is certain that nobody has begun with it. */
  get isUntouched(): boolean {
    return this.#socket.bytesWritten === this.#writtenBefore
  }

  /** After an answer's end: free for the next request, unless this connection does not outlive the answer. */
  release(): void {
    if (this.#ended) return
    if (this.#client === undefined) {
      this.#owner.laneFreed(this)
      return
    }
    // undici decides about keep-alive after it has told of the answer's end.
    setImmediate(() => {
      if (this.#ended) return
      const stats = this.#client?.stats
      if (stats?.connected === true && stats.size === 0) this.#owner.laneFreed(this)
      else this.discard()
    })
  }

  discard(): void {
    this.#socket.destroy()
    this.#end()
  }

  #createClient(): Client {
    this.#socket.off('data', this.#refuse)
    this.#socket.pause()
    let handedOut = false
    return new Client('http://runtime', {
      pipelining: 1,
      allowH2: false,
      keepAliveTimeout: 600_000,
      keepAliveMaxTimeout: 600_000,
      keepAliveTimeoutThreshold: 1_000,
      headersTimeout: this.#limits.firstByteMs,
      bodyTimeout: this.#limits.silenceMs,
      maxHeaderSize: 65_536,
      // Not at once: undici would miss an answer that comes before its call has returned.
      connect: (_options, callback) =>
        queueMicrotask(() => {
          if (handedOut || this.#socket.destroyed) return callback(new LaneGone('The connection has ended.'), null)
          handedOut = true
          callback(null, this.#socket)
        }),
    })
  }

  readonly #refuse = () => this.discard()

  readonly #end = () => {
    if (this.#ended) return
    this.#ended = true
    this.#owner.laneEnded(this)
    this.#client?.destroy().catch(() => undefined)
  }
}
