import type { OpenApproval, ToRuntime } from '@/domain/runtime/door-messages'
import { recordApprovals } from '@/server/approvals/record-approvals'
import { type DecisionToSend, takeDecisions } from '@/server/approvals/take-decisions'
import type { SqlTransaction } from '@/server/db/sql'
import type { SqlDatabase } from '@/server/db/sql-database'
import type { HintPublisher } from '@/server/live/hints'
import type { Logger } from '@/server/log'
import { findRuntimeOwners } from '@/server/runtimes/find-owner'
import { LatestReports, type Report } from './latest-reports'

export type ApprovalCourierOptions = {
  db: SqlDatabase
  log: Logger
  hints: Pick<HintPublisher, 'publish'>
  isThere: (runtimeId: string) => boolean
  /** Says it to a runtime whose control door is up; to others, nothing. */
  send: (runtimeId: string, message: ToRuntime) => void
}

const windowMs = 100
/** A decision that was said so long ago and is still waited for is said again. */
const againAfterSeconds = 10

/** Carries questions from runtimes to people's inbox, and decisions back. */
export class ApprovalCourier {
  readonly #options: ApprovalCourierOptions
  readonly #reports: LatestReports<readonly OpenApproval[]>
  /** Runtimes that are there and wait for people. */
  readonly #asking = new Set<string>()
  readonly #called = new Set<string>()
  #delivering: Promise<void> | undefined

  constructor(options: ApprovalCourierOptions) {
    this.#options = options
    this.#reports = new LatestReports({
      ...options,
      what: 'approvals',
      windowMs,
      weigh: (open) => open.length + 10,
      mostWeight: 2_000,
      write: (tx, batch) => this.#record(tx, batch),
    })
  }

  /** All that a runtime has open now. */
  report(runtimeId: string, open: readonly OpenApproval[]): void {
    if (open.length > 0) this.#asking.add(runtimeId)
    else this.#asking.delete(runtimeId)
    this.#reports.add(runtimeId, open)
  }

  /** It is not there any more. */
  forget(runtimeId: string): void {
    this.#asking.delete(runtimeId)
  }

  /** A decision for it was just made, somebody says. */
  deliver(runtimeId: string): void {
    if (this.#asking.has(runtimeId)) this.#call([runtimeId])
  }

  /** Looks for decisions that nobody told of, and for those that may have been lost on their way. */
  scan(): void {
    this.#call(this.#asking)
  }

  async close(): Promise<void> {
    await this.#reports.close()
    await this.#delivering
  }

  async #record(tx: SqlTransaction, batch: readonly Report<readonly OpenApproval[]>[]): Promise<() => void> {
    const { hints, log } = this.#options
    const { changed, ignored } = await recordApprovals(
      tx,
      batch.map(({ runtimeId, owner, said }) => ({ runtimeId, owner, open: said })),
    )
    const waiting = batch.filter(({ said }) => said.length > 0).map(({ runtimeId }) => runtimeId)
    const decisions = await takeDecisions(tx, waiting, 0)
    const workspaceId = batch[0]?.owner.workspaceId ?? ''
    return () => {
      for (const [runtimeId, count] of ignored) {
        log.warn({ runtimeId, ignored: count }, 'questions with an id of another tenant, or too many, were ignored')
      }
      for (const tenantId of changed) hints.publish({ workspaceId, topic: 'approval', id: tenantId })
      this.#send(decisions)
    }
  }

  #call(runtimeIds: Iterable<string>): void {
    for (const runtimeId of runtimeIds) this.#called.add(runtimeId)
    if (this.#called.size > 0) this.#delivering ??= this.#deliverCalled()
  }

  async #deliverCalled(): Promise<void> {
    while (this.#called.size > 0) {
      const runtimeIds = [...this.#called]
      this.#called.clear()
      await this.#deliverTo(runtimeIds).catch((error: unknown) => {
        const { log } = this.#options
        log.warn({ err: error, runtimes: runtimeIds.length }, 'decisions could not be read; the next look finds them')
      })
    }
    this.#delivering = undefined
  }

  async #deliverTo(runtimeIds: readonly string[]): Promise<void> {
    const { db } = this.#options
    const owners = await findRuntimeOwners(db, runtimeIds)
    for (const [workspaceId, group] of Map.groupBy(owners, ([, owner]) => owner.workspaceId)) {
      const ids = group.map(([runtimeId]) => runtimeId)
      this.#send(await db.inScope({ workspaceId }, (tx) => takeDecisions(tx, ids, againAfterSeconds)))
    }
  }

  #send(decisions: readonly DecisionToSend[]): void {
    for (const { runtimeId, message } of decisions) this.#options.send(runtimeId, message)
  }
}
