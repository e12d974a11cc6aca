import type { Socket } from 'node:net'
import { Lane, type LaneOwner } from './lane'
import type { GatewayLimits } from './limits'

export type PendingLane = {
  /** `undefined` when the time is up. */
  readonly lane: Promise<Lane | undefined>
  cancel(): void
}

type Waiter = (lane: Lane | undefined) => void

/** The connections of one runtime. The newest free one is taken first: after a replacement that is the new runtime's. */
export class IngressPool implements LaneOwner {
  readonly #limits: GatewayLimits
  readonly #all = new Set<Lane>()
  #free: Lane[] = []
  #waiters: Waiter[] = []

  constructor(limits: GatewayLimits) {
    this.#limits = limits
  }

  get waiting(): number {
    return this.#waiters.length
  }

  get size(): number {
    return this.#all.size
  }

  accept(socket: Socket): void {
    if (this.#all.size >= this.#limits.ingressConnections) {
      socket.destroy()
      return
    }
    const lane = new Lane(socket, this, this.#limits)
    this.#all.add(lane)
    this.laneFreed(lane)
  }

  take(): Lane | undefined {
    return this.#free.pop()
  }

  wait(withinMs: number): PendingLane {
    const { promise, resolve } = Promise.withResolvers<Lane | undefined>()
    const settle: Waiter = (lane) => {
      clearTimeout(timer)
      this.#waiters = this.#waiters.filter((waiter) => waiter !== settle)
      resolve(lane)
    }
    const timer = setTimeout(() => settle(undefined), withinMs)
    this.#waiters.push(settle)
    return { lane: promise, cancel: () => settle(undefined) }
  }

  laneFreed(lane: Lane): void {
    const first = this.#waiters[0]
    if (first === undefined) this.#free.push(lane)
    else first(lane)
  }

  laneEnded(lane: Lane): void {
    this.#all.delete(lane)
    this.#free = this.#free.filter((free) => free !== lane)
  }

  closeAll(): void {
    for (const lane of this.#all) lane.discard()
  }
}
