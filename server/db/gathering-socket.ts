import { Socket } from 'node:net'

/**
 * What is written within one turn of the event loop leaves in one system call: a pipeline of statements is one packet,
 * and wakes PostgreSQL once. (pg corks around each statement; here the turn's end uncorks.)
 */
export class GatheringSocket extends Socket {
  #gathers = false

  override cork(): void {
    if (this.#gathers) return
    this.#gathers = true
    super.cork()
    process.nextTick(() => {
      this.#gathers = false
      super.uncork()
    })
  }

  override uncork(): void {}
}
