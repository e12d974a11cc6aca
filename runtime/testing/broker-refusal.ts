/** Thrown by what a test scripts: the broker answers with this instead. */
export class BrokerRefusal extends Error {
  readonly status: number
  readonly code: string
  readonly details: Record<string, unknown>

  constructor(status: number, code: string, message: string, details: Record<string, unknown> = {}) {
    super(message)
    this.status = status
    this.code = code
    this.details = details
  }

  get body() {
    return { error: { code: this.code, message: this.message, details: this.details } }
  }
}
