import type { SqlTransaction } from '@/server/db/sql'
import type { SqlDatabase } from '@/server/db/sql-database'
import { backOffMs } from '@/server/durable/back-off'
import type { Logger } from '@/server/log'
import { findRuntimeOwners, type RuntimeOwner } from '@/server/runtimes/find-owner'

export type Report<Said> = { runtimeId: string; owner: RuntimeOwner; said: Said }

export type LatestReportsOptions<Said> = {
  db: SqlDatabase
  log: Logger
  /** What is written, for the log: "approvals". */
  what: string
  /** Words of one moment become one write. */
  windowMs: number
  /** How much one runtime's word adds to a write; a write holds at most `mostWeight` unless one word alone is more. */
  weigh: (said: Said) => number
  mostWeight: number
  /** Whoever is gone says it again when it comes back: its word is not tried again. */
  isThere: (runtimeId: string) => boolean
  /** All of one workspace, inside its scope. What it returns runs after the commit. */
  write: (tx: SqlTransaction, reports: readonly Report<Said>[]) => Promise<() => void>
}

/** Level-based: of what a runtime says, the last word is kept until it is written, and nothing older. */
export class LatestReports<Said> {
  readonly #options: LatestReportsOptions<Said>
  readonly #waiting = new Map<string, Said>()
  #timer: NodeJS.Timeout | undefined
  #flushing: Promise<void> = Promise.resolve()
  #failures = 0
  #closed = false

  constructor(options: LatestReportsOptions<Said>) {
    this.#options = options
  }

  add(runtimeId: string, said: Said): void {
    this.#waiting.set(runtimeId, said)
    this.#schedule(this.#options.windowMs)
  }

  /** Writes what waits, once. */
  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#timer)
    this.#start()
    await this.#flushing
  }

  #schedule(waitMs: number): void {
    if (!this.#closed) this.#timer ??= setTimeout(() => this.#start(), waitMs)
  }

  #start(): void {
    this.#timer = undefined
    this.#flushing = this.#flushing.then(() => this.#flush())
  }

  async #flush(): Promise<void> {
    if (this.#waiting.size === 0) return
    const taken = [...this.#waiting]
    this.#waiting.clear()
    let written = true
    try {
      const runtimeIds = taken.map(([runtimeId]) => runtimeId)
      const owners = await findRuntimeOwners(this.#options.db, runtimeIds)
      for (const batch of batches(taken, owners, this.#options)) written = (await this.#write(batch)) && written
    } catch (error) {
      this.#keep(taken, error)
      written = false
    }
    this.#failures = written ? 0 : this.#failures + 1
    if (!written) this.#schedule(backOffMs(this.#failures, { firstMs: 500, mostMs: 10_000 }))
  }

  async #write(batch: readonly Report<Said>[]): Promise<boolean> {
    const workspaceId = batch[0]?.owner.workspaceId ?? ''
    try {
      const after = await this.#options.db.inScope({ workspaceId }, (tx) => this.#options.write(tx, batch))
      after()
      return true
    } catch (error) {
      if (batch.length === 1) {
        this.#keep(
          batch.map(({ runtimeId, said }) => [runtimeId, said] as const),
          error,
        )
        return false
      }
    }
    // One of them may be at fault; its neighbours are not.
    let written = true
    for (const report of batch) written = (await this.#write([report])) && written
    return written
  }

  #keep(reports: readonly (readonly [string, Said])[], error: unknown): void {
    const { what, log, isThere } = this.#options
    for (const [runtimeId, said] of reports) {
      if (!this.#waiting.has(runtimeId) && isThere(runtimeId)) this.#waiting.set(runtimeId, said)
    }
    log.warn({ err: error, runtimes: reports.length }, `${what} of runtimes could not be written; trying again`)
  }
}

/** Of one workspace each, and none too heavy. What belongs to nobody is left out. */
function batches<Said>(
  taken: readonly (readonly [string, Said])[],
  owners: ReadonlyMap<string, RuntimeOwner>,
  { weigh, mostWeight }: Pick<LatestReportsOptions<Said>, 'weigh' | 'mostWeight'>,
): Report<Said>[][] {
  const result: Report<Said>[][] = []
  const open = new Map<string, { batch: Report<Said>[]; weight: number }>()
  for (const [runtimeId, said] of taken) {
    const owner = owners.get(runtimeId)
    if (owner === undefined) continue
    const weight = weigh(said)
    let current = open.get(owner.workspaceId)
    if (current === undefined || current.weight + weight > mostWeight) {
      current = { batch: [], weight: 0 }
      open.set(owner.workspaceId, current)
      result.push(current.batch)
    }
    current.batch.push({ runtimeId, owner, said })
    current.weight += weight
  }
  return result
}
