import type { KeyObject } from 'node:crypto'
import { BulkheadError } from '@/domain/errors'
import type { BrokerIdentity } from '@/domain/runtime/broker-api'
import type { FromRuntime, ToRuntime } from '@/domain/runtime/door-messages'
import { failedGuards, type GuardReport } from '@/domain/runtime/guard-report'
import { preparePlan } from '../interpreter/plan'
import type { ActiveBundles } from './active-bundles'
import { verifyBundle } from './verify-bundle'

/** What the controller orders a runtime to run. */
export type ApplyOrder = Extract<ToRuntime, { type: 'apply-bundle' }>

export type ApplyDeps = {
  bundles: ActiveBundles
  bundleKey: KeyObject
  tenantId: string
  identity: () => Promise<BrokerIdentity>
  runGuards: (verifiedDigest: string, identity: BrokerIdentity) => Promise<GuardReport>
}

/** `walls-down`: a guard fails that held before, so this process must not go on. */
export type ApplyOutcome = { answer: FromRuntime } | { wallsDown: GuardReport }

/**
 * Verifies, prepares, guards, and only then swaps: a bundle that is refused changes nothing. An order that was carried
 * out already is acknowledged again.
 */
export async function applyBundle(deps: ApplyDeps, order: ApplyOrder): Promise<ApplyOutcome> {
  const startedAt = performance.now()
  const { generation } = order
  try {
    refuseStale(deps.bundles, order)
    const asked = deps.identity()
    // While the broker answers, the bundle is verified; should that fail first, nobody waits for the answer.
    asked.catch(() => undefined)
    const bundle = verifyBundle(order.bundle, deps.bundleKey, deps.tenantId)
    const plan = preparePlan(bundle, order.bundle.digest)
    const identity = await asked
    if (identity.workspaceId !== bundle.workspaceId) {
      throw new BulkheadError('forbidden', 'The bundle is of another workspace than the broker serves.')
    }
    const guards = await deps.runGuards(order.bundle.digest, identity)
    if (failedGuards(guards).length > 0) return { wallsDown: guards }
    deps.bundles.swap(generation, plan, order.bundle)
    const durationMs = performance.now() - startedAt
    return { answer: { type: 'bundle-applied', generation, bundleDigest: plan.digest, durationMs, guards } }
  } catch (error) {
    const { code, message } = error instanceof BulkheadError ? error : asInternal(error)
    return { answer: { type: 'bundle-refused', generation, code, message: message.slice(0, 1_000) } }
  }
}

function refuseStale(bundles: ActiveBundles, { generation, bundle }: ApplyOrder): void {
  const { active } = bundles
  if (active === null) return
  if (generation < active.generation) {
    throw new BulkheadError(
      'stale-generation',
      `Generation ${generation} is older than ${active.generation}, which runs.`,
    )
  }
  if (generation === active.generation && bundle.digest !== active.plan.digest) {
    throw new BulkheadError('conflict', `Generation ${generation} already runs ${active.plan.digest}, another bundle.`)
  }
}

const asInternal = (error: unknown) =>
  new BulkheadError('internal', `The bundle could not be applied: ${error instanceof Error ? error.message : error}`)
