import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { bodyTooLarge } from './refusal'

/**
 * A request's body on its way through. It streams with back-pressure, and it is kept while it is small, so that a
 * request which a runtime did not accept can be sent again from the start.
 */
export class RequestBody {
  readonly #source: AsyncIterator<Buffer>
  readonly #limits: { bodyBytes: number; replayBytes: number }
  #kept: Buffer[] = []
  #bytes = 0
  #replayable = true
  #done = false
  #pull: Promise<void> | undefined

  constructor(request: IncomingMessage, limits: { bodyBytes: number; replayBytes: number }) {
    this.#source = request.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>
    this.#limits = limits
  }

  get isReplayable(): boolean {
    return this.#replayable
  }

  /** From the start. Throws `too-large` where the limit is passed. An earlier stream of it must be given up first. */
  stream(): Readable {
    return Readable.from(this.#read(), { objectMode: false })
  }

  async *#read(): AsyncGenerator<Buffer> {
    for (let index = 0; ; ) {
      const chunk = this.#kept[index]
      if (chunk !== undefined) {
        if (!this.#replayable) this.#kept[index] = empty
        index += 1
        yield chunk
      } else if (this.#done) return
      else await this.#next()
    }
  }

  /** One at a time: a stream that was given up may still wait for the piece that its successor needs. */
  #next(): Promise<void> {
    this.#pull ??= this.#source.next().then(
      (result) => {
        this.#pull = undefined
        if (result.done === true) this.#done = true
        else this.#keep(result.value)
      },
      (error: unknown) => {
        this.#pull = undefined
        throw error
      },
    )
    return this.#pull
  }

  #keep(chunk: Buffer): void {
    this.#bytes += chunk.length
    if (this.#bytes > this.#limits.bodyBytes) throw bodyTooLarge(this.#limits.bodyBytes)
    if (this.#bytes > this.#limits.replayBytes) this.#replayable = false
    this.#kept.push(chunk)
  }
}

const empty = Buffer.alloc(0)
