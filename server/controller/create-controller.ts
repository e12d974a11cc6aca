import { setTimeout as delay } from 'node:timers/promises'
import { connectSql, type SqlDatabase } from '@/server/db/sql-database'
import { serveControlDoors } from '@/server/doors/control'
import { backOffMs } from '@/server/durable/back-off'
import { takeOver } from '@/server/durable/lease'
import { startWorker, type Worker, type WorkerOptions, type WorkerStats } from '@/server/durable/worker'
import { createHintPublisher } from '@/server/live/hints'
import type { Logger } from '@/server/log'
import { defaultTiming, type MachineDependencies, type MachineTiming } from '@/server/machines/dependencies'
import { rolloutMachine } from '@/server/machines/rollout/machine'
import { lifecycleMachineName, runtimeLifecycle } from '@/server/machines/runtime-lifecycle/machine'
import { tenantRollout } from '@/server/machines/tenant-rollout/machine'
import type { Engine } from '@/server/provisioning/port'
import { createBundleWorkshop } from '@/server/runtimes/prepare-bundle'
import type { BundleSigner } from '@/server/vault/bundle-signer'
import { createDriftScan } from './drift-scan'
import { followEngineEvents } from './engine-events'
import { takeExclusiveLock } from './exclusive-lock'
import { hearRuntimes } from './runtime-words'

export type ControllerOptions = {
  databaseUrl: string
  engine: Engine
  /** The folder that holds one folder of doors per runtime. */
  doorsFolder: string
  signer: BundleSigner
  log: Logger
  timing?: Partial<MachineTiming>
  driftScanMs?: number
  approvalScanMs?: number
  worker?: Pick<WorkerOptions, 'concurrency' | 'pollMs' | 'leaseMs' | 'retry' | 'beforeCommit' | 'afterCommit'>
  /** How long running steps may finish when it stops. */
  stepGraceMs?: number
  /** The lock was lost: another controller may be at work. The process must end. */
  onLost?: (reason: string) => void
}

export type Controller = {
  /** Resolves when this controller is the one at work, and its doors are open. Throws when stopped before. */
  start(): Promise<void>
  stats(): WorkerStats | null
  stop(): Promise<void>
}

export function createController(options: ControllerOptions): Controller {
  const abort = new AbortController()
  /** What was opened, in order: closed from the last to the first. */
  const closers: (() => Promise<unknown> | unknown)[] = []
  let worker: Worker | null = null

  return {
    async start() {
      const { databaseUrl, log } = options
      const lock = await takeExclusiveLock({
        databaseUrl,
        log,
        signal: abort.signal,
        onLost: (reason) => options.onLost?.(reason),
      })
      closers.push(() => lock.release())
      const image = await untilEngineAnswers(options, abort.signal)
      const db = connectSql(databaseUrl, {
        onConnectionLost: (error) => log.warn({ reason: error.message }, 'an idle database connection was lost'),
      })
      closers.push(() => db.close())
      worker = await serve(options, { db, image, signal: abort.signal, closers })
    },
    stats: () => worker?.stats() ?? null,
    async stop() {
      abort.abort(new Error('the controller stops'))
      for (const close of closers.splice(0).reverse()) await close()
    },
  }
}

async function serve(
  options: ControllerOptions,
  context: { db: SqlDatabase; image: string; signal: AbortSignal; closers: (() => Promise<unknown> | unknown)[] },
): Promise<Worker> {
  const { engine, log, signer, databaseUrl, doorsFolder } = options
  const { db, image, signal, closers } = context
  const hints = createHintPublisher(databaseUrl, log)
  let worker: Worker | undefined
  const words = hearRuntimes({
    db,
    databaseUrl,
    hints,
    log,
    approvalScanMs: options.approvalScanMs ?? 5_000,
    onChange: (runtimeId) => {
      if (!signal.aborted) worker?.wake([{ machine: lifecycleMachineName, subjectId: runtimeId }])
    },
  })
  const { hub } = words
  closers.push(
    () => hints.close(),
    () => words.close(),
  )
  const doors = await serveControlDoors({
    folder: doorsFolder,
    log,
    onConnect: (peer) => hub.onConnect(peer),
    onMessage: (peer, message) => hub.onMessage(peer, message),
    onDisconnect: (peer) => hub.onDisconnect(peer),
  })
  closers.push(() => doors.close())

  const timing = { ...defaultTiming, ...options.timing }
  const refreshDoors = () => doors.refresh()
  const dependencies: MachineDependencies = {
    db,
    engine,
    image,
    peers: hub,
    bundleKey: signer.publicKey,
    bundles: createBundleWorkshop(signer),
    hints,
    log,
    refreshDoors,
    timing,
  }
  const machines = [runtimeLifecycle(dependencies), tenantRollout(dependencies), rolloutMachine(dependencies)]
  const ended = await takeOver(
    db,
    machines.map((machine) => machine.name),
  )
  if (ended > 0) log.info({ strands: ended }, 'taking over the strands of a controller that ended')
  const started = startWorker({ ...options.worker, db, databaseUrl, machines, log })
  worker = started
  const following = followEngineEvents({ db, engine, worker: started, log }, signal)
  const scan = createDriftScan({ db, engine, wake: (selectors) => started.wake(selectors), log })
  const timer = setInterval(() => {
    scan().catch((error: unknown) => log.warn({ err: error }, 'the engine could not be compared with the database'))
  }, options.driftScanMs ?? 30_000)
  closers.push(
    () => following,
    () => started.stop(options.stepGraceMs ?? 5_000),
    () => clearInterval(timer),
  )
  return started
}

/** Without its engine a controller can do nothing but wait, and say so. */
async function untilEngineAnswers({ engine, log }: ControllerOptions, signal: AbortSignal): Promise<string> {
  for (let failures = 1; ; failures += 1) {
    signal.throwIfAborted()
    try {
      await engine.check()
      return await engine.resolveImage()
    } catch (error) {
      const waitMs = backOffMs(failures, { firstMs: 500, mostMs: 10_000 })
      log.error({ err: error, engine: engine.name, waitMs }, 'the engine is not usable yet; trying again')
      await delay(waitMs, undefined, { signal })
    }
  }
}
