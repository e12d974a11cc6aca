import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { BootEnv } from '@/domain/runtime/boot'
import { doorSocketFile, type FromRuntime } from '@/domain/runtime/door-messages'
import { failedGuards, type GuardReport } from '@/domain/runtime/guard-report'
import { createActiveBundles } from '../bundle/active-bundles'
import { applyBundle } from '../bundle/apply-bundle'
import { readBundleKey } from '../bundle/verify-bundle'
import { createChatPage } from '../chat-page/render-page'
import type { BrokerClient } from '../doors/broker-client'
import { createControlClient } from '../doors/control-client'
import { dialIngress, type IngressDialler } from '../doors/ingress-dialler'
import { createHttpServer } from '../http/create-server'
import { createModelClient } from '../models/model-client'
import { createConversations } from '../store/conversations'
import type { Database } from '../store/open-store'
import { createTelemetryOutbox } from '../telemetry/telemetry-outbox'
import { createSessionQueue } from '../turns/session-queue'
import { createTurnService } from '../turns/turn-service'
import { drain } from './drain'
import { exitCodes } from './exit-codes'
import { createIdleTrim } from './idle-trim'
import { messageOf } from './log'
import type { GuardRun, RuntimeOptions } from './start-runtime'

export type ServeDeps = RuntimeOptions & {
  boot: BootEnv
  broker: BrokerClient
  store: Database
  guard: GuardRun
  /** The report of the boot. */
  guards: GuardReport
}

/** For a swap, a broker that is being restarted is waited for, but not for longer than the controller waits for us. */
const identityMs = 8_000

/** Says hello, takes bundles, and serves from the first one on. Returns the exit code. */
export async function serveUntilStopped(deps: ServeDeps): Promise<number> {
  const { boot, broker, log } = deps
  const door = (name: 'control' | 'ingress') => join(boot.BULKHEAD_DOORS, doorSocketFile(name))
  const bundles = createActiveBundles()
  const queue = createSessionQueue()
  const telemetry = createTelemetryOutbox((turns) => control.send({ type: 'telemetry', turns }), log)
  const state = { draining: false, guards: deps.guards, ingress: null as IngressDialler | null }
  const trim = createIdleTrim(() => globalThis.gc?.({ execution: 'sync', flavor: 'last-resort', type: 'major' }))
  const turns = createTurnService({
    bundles,
    conversations: createConversations(deps.store),
    modelsUnder: (digest) => createModelClient(broker, digest),
    queue,
    telemetry: (turn) => {
      telemetry.add(turn)
      trim.worked()
    },
    log,
  })
  const page = createChatPage(deps.pageSource)
  const sealed = () => state.guards.results.every(({ outcome }) => outcome === 'passed')
  const server = createHttpServer({ turns, bundles, page, log, draining: () => state.draining, sealed })

  const wallsDown = Promise.withResolvers<GuardReport>()
  const applyDeps = {
    bundles,
    bundleKey: readBundleKey(boot.BULKHEAD_BUNDLE_KEY),
    tenantId: boot.BULKHEAD_TENANT_ID,
    identity: () => broker.identity(identityMs),
    runGuards: (digest: string, identity: Awaited<ReturnType<BrokerClient['identity']>>) =>
      deps.guard(digest, async () => identity),
  }
  const apply = async (order: Parameters<typeof applyBundle>[1]) => {
    const outcome = await applyBundle(applyDeps, order)
    if ('wallsDown' in outcome) return wallsDown.resolve(outcome.wallsDown)
    const { answer } = outcome
    if (answer.type === 'bundle-applied') state.guards = answer.guards
    log.info(answer.type, { generation: order.generation, code: answer.type === 'bundle-refused' ? answer.code : null })
    control.send(answer)
    trim.worked()
    if (bundles.active !== null && !state.draining) state.ingress ??= dialIngress(door('ingress'), server)
  }

  const hello = helloSayer(deps)
  let applying = Promise.resolve()
  const control = createControlClient({
    socketPath: door('control'),
    log,
    hello: () => {
      const { active } = bundles
      return hello(
        active === null ? null : { generation: active.generation, bundleDigest: active.plan.digest },
        state.guards,
      )
    },
    onConnected: telemetry.flush,
    onMessage: (order) => {
      applying = applying
        .then(() => apply(order))
        .catch((error: unknown) => log.error('apply-failed', { message: messageOf(error) }))
    },
  })

  const fallen = await Promise.race([deps.stop.then(() => null), wallsDown.promise])
  state.draining = true
  if (fallen === null) await drain({ queue, ingress: state.ingress, log })
  telemetry.flush()
  if (fallen !== null) control.send(stopping(fallen))
  await control.close()
  return fallen === null ? exitCodes.drained : exitCodes.guardFailed
}

function helloSayer({ boot, runtimeVersion }: ServeDeps) {
  const bootId = randomUUID()
  return (active: { generation: number; bundleDigest: string } | null, guards: GuardReport): FromRuntime => ({
    type: 'hello',
    protocol: 1,
    bootId,
    runtimeVersion,
    bootGeneration: boot.BULKHEAD_GENERATION,
    active,
    guards,
  })
}

function stopping(guards: GuardReport): FromRuntime {
  const message = `A wall of this sandbox no longer holds: ${failedGuards(guards).join(', ')}. The runtime stops.`
  return { type: 'stopping', code: 'guard-failed', message, guards }
}
