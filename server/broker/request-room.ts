import type { ServerResponse } from 'node:http'
import { BulkheadError } from '@/domain/errors'

/** How many bytes of requests each runtime may have under way: they lie in our memory until they are answered. */
export class RequestRoom {
  readonly #limit: number
  readonly #held = new Map<string, number>()

  constructor(limitBytes: number) {
    this.#limit = limitBytes
  }

  /** Takes room bit by bit, and gives all of it back when the response is over. Throws `over-limit` when there is none. */
  taker(runtimeId: string, response: ServerResponse): (bytes: number) => void {
    let mine = 0
    response.once('close', () => {
      const left = (this.#held.get(runtimeId) ?? 0) - mine
      if (left > 0) this.#held.set(runtimeId, left)
      else this.#held.delete(runtimeId)
    })
    return (bytes) => {
      const held = (this.#held.get(runtimeId) ?? 0) + bytes
      if (held > this.#limit || response.closed) {
        throw new BulkheadError(
          'over-limit',
          `A runtime may have ${this.#limit} bytes of requests under way. Try again when one has been answered.`,
        )
      }
      mine += bytes
      this.#held.set(runtimeId, held)
    }
  }
}
