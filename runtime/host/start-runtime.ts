import { join } from 'node:path'
import { BulkheadError } from '@/domain/errors'
import type { BootEnv } from '@/domain/runtime/boot'
import type { BrokerIdentity } from '@/domain/runtime/broker-api'
import { doorSocketFile, type FromRuntime } from '@/domain/runtime/door-messages'
import { failedGuards, type GuardReport } from '@/domain/runtime/guard-report'
import { readBundleKey } from '../bundle/verify-bundle'
import type { PageSource } from '../chat-page/render-page'
import { type BrokerClient, createBrokerClient } from '../doors/broker-client'
import { createControlClient } from '../doors/control-client'
import { readText } from '../guards/guard'
import { runGuards } from '../guards/run-guards'
import { openStore } from '../store/open-store'
import { exitCodes } from './exit-codes'
import { type Log, messageOf } from './log'
import { readBootEnv } from './read-boot-env'
import { serveUntilStopped } from './serve-until-stopped'
import { untilAnswered } from './until-answered'

export type RuntimeOptions = {
  env: Readonly<Record<string, string | undefined>>
  programFolder: string
  pageSource: PageSource
  runtimeVersion: string
  log: Log
  /** Settles when the runtime is asked to stop. */
  stop: Promise<string>
}

/** Runs all guards; the digest is that of the bundle they are run for, if there is one yet. */
export type GuardRun = (verifiedDigest: string | null, identity: () => Promise<BrokerIdentity>) => Promise<GuardReport>

/** How long a start waits for a broker that is away, and a last word for a controller that is. */
const patience = { brokerMs: 30_000, lastWordMs: 2_000 } as const

/** Boots, serves until it is told to stop, and returns the exit code. */
export async function startRuntime(options: RuntimeOptions): Promise<number> {
  const { log } = options
  let boot: BootEnv
  try {
    boot = readBootEnv(options.env)
  } catch (error) {
    log.error('boot-refused', { message: messageOf(error) })
    return exitCodes.badBootEnv
  }
  log.info('starting', { runtime: boot.BULKHEAD_RUNTIME_ID, generation: boot.BULKHEAD_GENERATION })
  const broker = createBrokerClient(join(boot.BULKHEAD_DOORS, doorSocketFile('broker')))
  try {
    return await bootAndServe(options, boot, broker)
  } catch (error) {
    if (error instanceof StoppedEarly) return exitCodes.drained
    const code = error instanceof BulkheadError ? error.code : 'internal'
    const message = messageOf(error).slice(0, 1_000)
    log.error('stopping', { code, message })
    await lastWord(boot, log, { type: 'stopping', code, message })
    if (code === 'data-corrupt') return exitCodes.dataCorrupt
    return code === 'not-ready' ? exitCodes.notReady : exitCodes.internal
  } finally {
    broker.close()
  }
}

async function bootAndServe(options: RuntimeOptions, boot: BootEnv, broker: BrokerClient): Promise<number> {
  const guard: GuardRun = (verifiedDigest, identity) =>
    runGuards({
      boot,
      env: options.env,
      readText,
      programFolder: options.programFolder,
      bundleKey: () => readBundleKey(boot.BULKHEAD_BUNDLE_KEY),
      verifiedDigest,
      identity,
    })
  const guards = await unlessStopped(
    options.stop,
    guard(null, () => untilAnswered(patience.brokerMs, broker.identity)),
  )
  const failed = failedGuards(guards)
  if (failed.length > 0) {
    const message = `This sandbox is not sealed: ${failed.join(', ')}. The runtime stops before it has served anything.`
    options.log.error('guard-failed', { guards: failed.join(',') })
    await lastWord(boot, options.log, { type: 'stopping', code: 'guard-failed', message, guards })
    return exitCodes.guardFailed
  }
  const key = await unlessStopped(options.stop, untilAnswered(patience.brokerMs, broker.storeKey))
  const store = openStore(boot.BULKHEAD_DATA, key)
  try {
    return await serveUntilStopped({ ...options, boot, broker, store, guard, guards })
  } finally {
    store.close()
  }
}

class StoppedEarly extends Error {}

/** Nothing is in hand yet while a start waits for the broker, so there is nothing to drain. */
function unlessStopped<Result>(stop: Promise<string>, work: Promise<Result>): Promise<Result> {
  return Promise.race([
    work,
    stop.then(() => {
      throw new StoppedEarly()
    }),
  ])
}

async function lastWord(boot: BootEnv, log: Log, message: FromRuntime): Promise<void> {
  const socketPath = join(boot.BULKHEAD_DOORS, doorSocketFile('control'))
  const control = createControlClient({ socketPath, log, hello: () => message, onMessage: () => undefined })
  await control.connected(patience.lastWordMs)
  await control.close()
}
