import type { Database } from '@/server/db/client'
import { inScope } from '@/server/db/scope'
import type { Logger } from '@/server/log'

type Counted = { tenantId: string; workspaceId: string; day: string; requests: number }

const flushIntervalMs = 2_000
const foreignKeyViolation = '23503'

/**
 * Requests per tenant and day, added up here and written every two seconds. A killed gateway loses at most what it
 * counted since; a database that is away loses nothing, it is written later.
 */
export class RequestCounter {
  readonly #db: Database
  readonly #log: Logger
  readonly #timer: NodeJS.Timeout
  #pending = new Map<string, Counted>()
  #flushing: Promise<void> | undefined

  constructor(db: Database, log: Logger) {
    this.#db = db
    this.#log = log
    this.#timer = setInterval(() => void this.flush(), flushIntervalMs)
    this.#timer.unref()
  }

  count(tenantId: string, workspaceId: string): void {
    const day = new Date().toISOString().slice(0, 10)
    this.#add({ tenantId, workspaceId, day, requests: 1 })
  }

  /** Never throws; what could not be written stays. */
  flush(): Promise<void> {
    this.#flushing ??= this.#flushAll().finally(() => {
      this.#flushing = undefined
    })
    return this.#flushing
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.flush()
    await this.flush()
  }

  async #flushAll(): Promise<void> {
    const batch = this.#pending
    this.#pending = new Map()
    for (const counted of batch.values()) {
      try {
        await this.#write(counted)
      } catch (error) {
        if (String(error).includes(foreignKeyViolation)) continue // the tenant was deleted meanwhile
        this.#add(counted)
        this.#log.warn({ tenantId: counted.tenantId, cause: String(error) }, 'requests could not be counted yet')
      }
    }
  }

  async #write({ tenantId, workspaceId, day, requests }: Counted): Promise<void> {
    await inScope(this.#db, { workspaceId, tenantId }, (tx) => {
      return tx.$executeRaw`
        INSERT INTO usage_day (tenant_id, workspace_id, day, requests)
        VALUES (${tenantId}::uuid, ${workspaceId}::uuid, ${day}::date, ${requests})
        ON CONFLICT (tenant_id, day) DO UPDATE SET requests = usage_day.requests + excluded.requests`
    })
  }

  #add(counted: Counted): void {
    const key = `${counted.tenantId}/${counted.day}`
    const known = this.#pending.get(key)
    if (known === undefined) this.#pending.set(key, counted)
    else known.requests += counted.requests
  }
}
