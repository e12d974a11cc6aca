import type { SqlDatabase } from '@/server/db/sql-database'
import { listenToChannel } from '@/server/live/listen'
import type { Logger } from '@/server/log'
import { backOffMs } from './back-off'
import { afterFailure, afterOutcome, LeaseLost } from './commit-step'
import { type Committer, createCommitter } from './committer'
import { giveBack, type LeasedStrand, leaseDue, renewLeases } from './lease'
import type { Machine } from './machine'
import { hop, type Outcome } from './outcome'
import { type StrandSelector, strandChannel } from './strands'
import { createWaker } from './waker'

export type WorkerOptions = {
  db: SqlDatabase
  /** For the listening connection, which is its own. */
  databaseUrl: string
  machines: readonly Machine[]
  log: Logger
  /** Steps at once. */
  concurrency?: number
  pollMs?: number
  leaseMs?: number
  retry?: { firstMs: number; mostMs: number }
  /** Tests stop the world here: a promise that never settles is a process that died. */
  beforeCommit?: (strand: LeasedStrand, outcome: Outcome<string, unknown>) => Promise<void>
  afterCommit?: (strand: LeasedStrand, outcome: Outcome<string, unknown>) => Promise<void>
}

export type WorkerStats = {
  steps: number
  failures: number
  leasesLost: number
  /** Strands that nobody announced: what polling alone found. */
  polled: number
}

export type Worker = {
  wake(selectors: readonly StrandSelector[]): void
  /** Something may be due now: look, instead of waiting for the next poll. */
  look(): void
  stats(): WorkerStats
  /** Takes nothing new, lets running steps finish for `graceMs`, then abandons them: their leases end by themselves. */
  stop(graceMs: number): Promise<void>
}

type Running = { strand: LeasedStrand; controller: AbortController }

const longestTimerMs = 60_000

export function startWorker(options: WorkerOptions): Worker {
  const worker = new StrandWorker(options)
  worker.start()
  return worker
}

class StrandWorker implements Worker {
  readonly #options: Required<Pick<WorkerOptions, 'concurrency' | 'pollMs' | 'leaseMs' | 'retry'>> & WorkerOptions
  readonly #machines: ReadonlyMap<string, Machine>
  readonly #running = new Map<string, Running>()
  readonly #timers = new Set<NodeJS.Timeout>()
  readonly #stats: WorkerStats = { steps: 0, failures: 0, leasesLost: 0, polled: 0 }
  readonly #waker
  readonly #committer: Committer
  #listening: ReturnType<typeof listenToChannel> | undefined
  #intervals: NodeJS.Timeout[] = []
  #stopped = false
  #leasing = false
  /** Something may be due: look (again). */
  #due = false
  #onIdle: (() => void) | undefined

  constructor(options: WorkerOptions) {
    this.#options = {
      concurrency: 32,
      pollMs: 1_000,
      leaseMs: 15_000,
      retry: { firstMs: 500, mostMs: 60_000 },
      ...options,
    }
    this.#machines = new Map(options.machines.map((machine) => [machine.name, machine]))
    this.#committer = createCommitter(options.db)
    this.#waker = createWaker(options.db, options.log, () => this.look())
  }

  start(): void {
    this.#listening = listenToChannel({
      url: this.#options.databaseUrl,
      channel: strandChannel,
      log: this.#options.log,
      onNotification: () => this.look(),
      onConnected: () => this.look(),
    })
    this.#intervals = [
      setInterval(() => void this.#lease('poll'), this.#options.pollMs),
      setInterval(() => void this.#renew(), this.#options.leaseMs / 3),
    ]
  }

  wake(selectors: readonly StrandSelector[]): void {
    this.#waker.wake(selectors)
  }

  stats(): WorkerStats {
    return { ...this.#stats }
  }

  async stop(graceMs: number): Promise<void> {
    this.#stopped = true
    for (const interval of this.#intervals) clearInterval(interval)
    for (const timer of this.#timers) clearTimeout(timer)
    await this.#listening?.close()
    if (this.#running.size > 0 || this.#leasing) {
      let timer: NodeJS.Timeout | undefined
      const grace = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, graceMs)
      })
      await Promise.race([grace, new Promise<void>((resolve) => (this.#onIdle = resolve))])
      clearTimeout(timer)
    }
    for (const { controller } of this.#running.values()) controller.abort(new Error('the worker stops'))
    await this.#waker.settled()
  }

  look(): void {
    this.#due = true
    void this.#lease('announced')
  }

  async #lease(cause: 'announced' | 'poll'): Promise<void> {
    if (this.#leasing) return
    this.#leasing = true
    try {
      do {
        const limit = this.#options.concurrency - this.#running.size
        // Full: `#due` stays as it is, and the next strand that ends looks again.
        if (this.#stopped || limit <= 0) break
        const announced = cause === 'announced' || this.#due
        this.#due = false
        const machines = [...this.#machines.keys()]
        const strands = await leaseDue(this.#options.db, { machines, limit, leaseMs: this.#options.leaseMs })
        if (!announced) this.#stats.polled += strands.length
        for (const strand of strands) void this.#carry(strand)
        if (strands.length === limit) this.#due = true
      } while (this.#due)
    } catch (error) {
      this.#options.log.error({ err: error }, 'due strands cannot be read; trying again')
    } finally {
      this.#leasing = false
      this.#tellIdle()
    }
  }

  /** One strand, step after step, for as long as the next can run at once. */
  async #carry(leased: LeasedStrand): Promise<void> {
    const running: Running = { strand: leased, controller: new AbortController() }
    this.#running.set(leased.leaseToken, running)
    try {
      let strand: LeasedStrand | null = leased
      while (strand !== null) {
        if (this.#stopped) {
          await giveBack(this.#options.db, strand)
          break
        }
        strand = await this.#step(strand, running.controller.signal)
      }
    } catch (error) {
      if (error instanceof LeaseLost) this.#stats.leasesLost += 1
      else
        this.#options.log.error({ err: error, strand: leased.id }, 'a step could not be recorded; its lease will end')
    } finally {
      this.#running.delete(leased.leaseToken)
      if (this.#due) void this.#lease('announced')
      this.#tellIdle()
    }
  }

  async #step(strand: LeasedStrand, signal: AbortSignal): Promise<LeasedStrand | null> {
    const machine = this.#machines.get(strand.machine)
    if (machine === undefined) throw new Error(`no machine ${strand.machine}`)
    this.#stats.steps += 1
    try {
      const outcome = await this.#run(machine, strand, signal)
      await this.#options.beforeCommit?.(strand, outcome)
      const { next, wokenMeanwhile } = await this.#committer.keep(afterOutcome(machine, strand, outcome))
      await this.#options.afterCommit?.(strand, outcome)
      outcome.afterCommit?.()
      if (outcome.wake !== undefined) this.wake(outcome.wake)
      if (wokenMeanwhile || outcome.spawned === true) this.look()
      else if (outcome.kind === 'nap') this.#lookIn(outcome.ms)
      else if (outcome.kind === 'hop' && next === null) this.#lookIn(outcome.afterMs)
      return next
    } catch (error) {
      if (error instanceof LeaseLost || signal.aborted) throw error
      await this.#recordFailure(strand, error)
      return null
    }
  }

  async #run(machine: Machine, strand: LeasedStrand, signal: AbortSignal): Promise<Outcome<string, unknown>> {
    const overdue =
      strand.deadlineInMs !== null && strand.deadlineInMs <= 0 ? machine.deadlineOf(strand.label) : undefined
    if (overdue !== undefined) return hop(overdue.hopTo)
    const { subjectId, workspaceId, tenantId, attempts, id: strandId } = strand
    return machine.run(strand.label, strand.state, { subjectId, strandId, workspaceId, tenantId, attempts, signal })
  }

  async #recordFailure(strand: LeasedStrand, error: unknown): Promise<void> {
    this.#stats.failures += 1
    const message = error instanceof Error ? error.message : String(error)
    const retryInMs = backOffMs(strand.attempts + 1, this.#options.retry)
    const { machine, label, subjectId } = strand
    this.#options.log.warn({ err: error, machine, label, subjectId, retryInMs }, 'a step failed and will be repeated')
    await this.#committer.keep(afterFailure(strand, { message, retryInMs }))
    this.#lookIn(retryInMs)
  }

  async #renew(): Promise<void> {
    const tokens = [...this.#running.keys()]
    if (tokens.length === 0) return
    try {
      const kept = await renewLeases(this.#options.db, tokens, this.#options.leaseMs)
      for (const token of tokens) {
        if (!kept.has(token)) this.#running.get(token)?.controller.abort(new LeaseLost('the lease was lost'))
      }
    } catch (error) {
      this.#options.log.warn({ err: error }, 'leases could not be renewed; trying again')
    }
  }

  #lookIn(ms: number): void {
    if (this.#stopped || ms > longestTimerMs) return
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      this.look()
    }, ms + 2)
    this.#timers.add(timer)
  }

  #tellIdle(): void {
    if (this.#running.size === 0 && !this.#leasing) this.#onIdle?.()
  }
}
