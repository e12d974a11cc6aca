import type { ServerResponse } from 'node:http'
import { type Dispatcher, errors } from 'undici'
import { drainingHeader } from '@/domain/runtime/door-messages'
import { type Exchange, isAbandoned } from './exchange'
import { towardsClient } from './headers'
import { type Lane, LaneGone } from './lane'
import type { GatewayLimits } from './limits'
import { firstByteOverdue, Refusal } from './refusal'
import { joinStreams } from './tunnel'

/**
 * `answered`: an answer began; whatever happened after, there is nothing left to decide. `draining`: refused, not
 * accepted. `not-sent`: the connection ended before. `lost`: sent, and it ended without a byte of an answer.
 */
export type Outcome = { kind: 'answered' | 'draining' | 'not-sent' } | { kind: 'lost'; cause: Error }

/** Sends the request over one lane and the answer back. Rejects with a `Refusal` when the client is to get that instead. */
export function attempt(exchange: Exchange, lane: Lane, limits: GatewayLimits): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const handler = new AttemptHandler(exchange, lane, limits, resolve, reject)
    try {
      lane.dispatch(
        {
          path: exchange.request.url ?? '/',
          method: exchange.request.method ?? 'GET',
          headers: exchange.headers,
          body: exchange.body?.stream() ?? null,
          upgrade: exchange.upgrade?.protocol ?? null,
        },
        handler,
      )
    } catch (error) {
      handler.onResponseError(undefined, error as Error)
    }
  })
}

class AttemptHandler implements Dispatcher.DispatchHandler {
  readonly #exchange: Exchange
  readonly #response: ServerResponse
  readonly #lane: Lane
  readonly #limits: GatewayLimits
  readonly #resolve: (outcome: Outcome) => void
  readonly #reject: (refusal: Refusal) => void
  #controller: Dispatcher.DispatchController | undefined
  #began = false
  #draining = false
  #hasBody = false
  #slowReader: NodeJS.Timeout | undefined

  constructor(
    exchange: Exchange,
    lane: Lane,
    limits: GatewayLimits,
    resolve: (outcome: Outcome) => void,
    reject: (refusal: Refusal) => void,
  ) {
    this.#exchange = exchange
    this.#response = exchange.response
    this.#lane = lane
    this.#limits = limits
    this.#resolve = resolve
    this.#reject = reject
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    this.#response.on('close', this.#onClosed).on('drain', this.#onDrain)
    if (isAbandoned(this.#exchange)) this.#onClosed()
  }

  onRequestUpgrade(
    controller: Dispatcher.DispatchController,
    _status: number,
    _headers: unknown,
    socket: Parameters<typeof joinStreams>[1],
  ): void {
    this.#began = true
    this.#settle()
    joinStreams(this.#exchange, socket, rawLines(controller.rawHeaders))
    this.#resolve({ kind: 'answered' })
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, unknown>,
    statusText?: string,
  ): void {
    if (isNotAccepted(status, headers)) {
      this.#draining = true
      controller.abort(new Error('draining'))
      return
    }
    try {
      this.#response.writeHead(status, statusText ?? '', towardsClient(rawLines(controller.rawHeaders)))
    } catch (error) {
      controller.abort(error as Error)
      return
    }
    this.#began = true
    // The first words of an answer may take long: then its head goes ahead alone.
    queueMicrotask(() => this.#hasBody || this.#response.flushHeaders())
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#hasBody = true
    if (this.#response.write(chunk)) return
    controller.pause()
    clearTimeout(this.#slowReader)
    this.#slowReader = setTimeout(() => this.#response.destroy(), this.#limits.slowReaderMs)
  }

  onResponseEnd(controller: Dispatcher.DispatchController): void {
    this.#hasBody = true
    this.#settle()
    const trailers = towardsClient(rawLines(controller.rawTrailers))
    if (trailers.length > 0) this.#response.addTrailers(pairs(trailers))
    this.#response.end()
    this.#lane.release()
    this.#resolve({ kind: 'answered' })
  }

  onResponseError(_controller: unknown, error: Error): void {
    this.#settle()
    this.#lane.discard()
    if (this.#draining) this.#resolve({ kind: 'draining' })
    else if (this.#began || isAbandoned(this.#exchange)) {
      this.#response.destroy()
      this.#resolve({ kind: 'answered' })
    } else if (error instanceof Refusal) this.#reject(error)
    else if (error instanceof errors.HeadersTimeoutError) {
      this.#reject(firstByteOverdue(Math.round(this.#limits.firstByteMs / 1_000)))
    } else if (error instanceof LaneGone || this.#lane.isUntouched) this.#resolve({ kind: 'not-sent' })
    else this.#resolve({ kind: 'lost', cause: error })
  }

  readonly #onClosed = () => {
    if (this.#response.writableFinished) return
    this.#controller?.abort(new Error('the client went away'))
  }

  readonly #onDrain = () => {
    clearTimeout(this.#slowReader)
    this.#controller?.resume()
  }

  #settle(): void {
    clearTimeout(this.#slowReader)
    this.#response.off('close', this.#onClosed).off('drain', this.#onDrain)
  }
}

/** By our own word, or by HTTP's: the other side closed a connection that it took for idle (RFC 9110 §15.5.9). */
function isNotAccepted(status: number, headers: Record<string, unknown>): boolean {
  return (status === 503 && headers[drainingHeader] !== undefined) || (status === 408 && headers.connection === 'close')
}

function rawLines(raw: unknown): string[] {
  if (!Array.isArray(raw)) return []
  return raw.map((item: Buffer | string) => (typeof item === 'string' ? item : item.toString('latin1')))
}

function pairs(lines: string[]): [string, string][] {
  const result: [string, string][] = []
  for (let at = 0; at + 1 < lines.length; at += 2) result.push([lines[at] ?? '', lines[at + 1] ?? ''])
  return result
}
