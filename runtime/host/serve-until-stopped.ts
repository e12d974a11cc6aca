import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { BootEnv } from '@/domain/runtime/boot'
import { doorSocketFile, type FromRuntime } from '@/domain/runtime/door-messages'
import { failedGuards, type GuardReport } from '@/domain/runtime/guard-report'
import type { ActiveBundles } from '../bundle/active-bundles'
import { type ApplyDeps, type ApplyOrder, applyBundle } from '../bundle/apply-bundle'
import { readBundleKey, verifyBundle } from '../bundle/verify-bundle'
import type { BrokerClient } from '../doors/broker-client'
import { createControlClient } from '../doors/control-client'
import { dialIngress } from '../doors/ingress-dialler'
import { preparePlan } from '../interpreter/plan'
import type { Database } from '../store/open-store'
import { assembleAgent, type ServingState } from './assemble-agent'
import { drain } from './drain'
import { exitCodes } from './exit-codes'
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
  const { boot, log } = deps
  const door = (name: 'control' | 'ingress') => join(boot.BULKHEAD_DOORS, doorSocketFile(name))
  const state: ServingState = { draining: false, guards: deps.guards, ingress: null }
  const bundleKey = readBundleKey(boot.BULKHEAD_BUNDLE_KEY)
  const agent = assembleAgent(deps, state, {
    prepare: (signed) => preparePlan(verifyBundle(signed, bundleKey, boot.BULKHEAD_TENANT_ID), signed.digest),
    send: (message) => control.send(message),
  })
  const wallsDown = Promise.withResolvers<GuardReport>()
  const applyDeps = applyDepsFor(deps, agent.bundles)

  const apply = async (order: ApplyOrder) => {
    const outcome = await applyBundle(applyDeps, order)
    if ('wallsDown' in outcome) return wallsDown.resolve(outcome.wallsDown)
    const { answer } = outcome
    if (answer.type === 'bundle-applied') {
      state.guards = answer.guards
      agent.activated()
    }
    log.info(answer.type, { generation: order.generation, code: answer.type === 'bundle-refused' ? answer.code : null })
    control.send(answer)
    agent.trim.worked()
    if (agent.bundles.active !== null && !state.draining) state.ingress ??= dialIngress(door('ingress'), agent.server)
  }

  const hello = helloSayer(deps)
  let applying = Promise.resolve()
  const control = createControlClient({
    socketPath: door('control'),
    log,
    hello: () => hello(agent.bundles, state.guards),
    onConnected: () => {
      agent.telemetry.flush()
      agent.reports.tellAll()
    },
    onMessage: (order) => {
      if (order.type === 'approval-decided') return agent.engine.decide(order)
      applying = applying
        .then(() => apply(order))
        .catch((error: unknown) => log.error('apply-failed', { message: messageOf(error) }))
    },
  })

  const fallen = await Promise.race([deps.stop.then(() => null), wallsDown.promise])
  state.draining = true
  if (fallen === null) await drain({ queue: agent.queue, engine: agent.engine, ingress: state.ingress, log })
  await agent.close()
  agent.telemetry.flush()
  if (fallen !== null) control.send(stopping(fallen))
  await control.close()
  return fallen === null ? exitCodes.drained : exitCodes.guardFailed
}

function applyDepsFor({ boot, broker, guard }: ServeDeps, bundles: ActiveBundles): ApplyDeps {
  return {
    bundles,
    bundleKey: readBundleKey(boot.BULKHEAD_BUNDLE_KEY),
    tenantId: boot.BULKHEAD_TENANT_ID,
    identity: () => broker.identity(identityMs),
    runGuards: (digest, identity) => guard(digest, async () => identity),
  }
}

function helloSayer({ boot, runtimeVersion }: ServeDeps) {
  const bootId = randomUUID()
  return ({ active }: ActiveBundles, guards: GuardReport): FromRuntime => ({
    type: 'hello',
    protocol: 1,
    bootId,
    runtimeVersion,
    bootGeneration: boot.BULKHEAD_GENERATION,
    active: active === null ? null : { generation: active.generation, bundleDigest: active.plan.digest },
    guards,
  })
}

function stopping(guards: GuardReport): FromRuntime {
  const message = `A wall of this sandbox no longer holds: ${failedGuards(guards).join(', ')}. The runtime stops.`
  return { type: 'stopping', code: 'guard-failed', message, guards }
}
