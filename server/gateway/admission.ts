import { tooManyAtOnce } from './refusal'

/** How many requests each tenant has open, so that one tenant's crowd leaves room for the others. */
export class Admission {
  readonly #limit: number
  readonly #open = new Map<string, number>()

  constructor(limit: number) {
    this.#limit = limit
  }

  /** Throws a `Refusal` at the limit. Call what it returns once, when the request is over. */
  enter(tenantId: string): () => void {
    const open = this.#open.get(tenantId) ?? 0
    if (open >= this.#limit) throw tooManyAtOnce(this.#limit)
    this.#open.set(tenantId, open + 1)
    return () => {
      const left = (this.#open.get(tenantId) ?? 1) - 1
      if (left > 0) this.#open.set(tenantId, left)
      else this.#open.delete(tenantId)
    }
  }
}
