import { BulkheadError } from '@/domain/errors'
import type { BrokerIdentity } from '@/domain/runtime/broker-api'
import type { Database } from '@/server/db/client'
import { inScope, type Scope } from '@/server/db/scope'

const ttlMs = 5_000

/** Whose runtime it is whose socket accepted; remembered for a few seconds. */
export class Callers {
  readonly #db: Database
  readonly #known = new Map<string, { identity: BrokerIdentity; readAt: number }>()

  constructor(db: Database) {
    this.#db = db
  }

  /** Throws `forbidden` when no such runtime is known (any more). */
  async identify(runtimeId: string): Promise<BrokerIdentity> {
    const known = this.#known.get(runtimeId)
    if (known !== undefined && Date.now() - known.readAt < ttlMs) return known.identity
    const row = await inScope(this.#db, { runtimeId }, (tx) =>
      tx.runtime.findUnique({ where: { id: runtimeId }, select: { tenantId: true, workspaceId: true } }),
    )
    if (row === null) {
      this.#known.delete(runtimeId)
      throw new BulkheadError('forbidden', 'This runtime is not known here. It may have been removed.')
    }
    const identity = { runtimeId, ...row }
    this.#known.set(runtimeId, { identity, readAt: Date.now() })
    return identity
  }

  forget(runtimeId: string): void {
    this.#known.delete(runtimeId)
  }
}

export const scopeOf = ({ runtimeId, tenantId, workspaceId }: BrokerIdentity): Scope => ({
  runtimeId,
  tenantId,
  workspaceId,
})
