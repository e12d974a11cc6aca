import { BulkheadError } from '@/domain/errors'
import type { SqlTransaction } from '@/server/db/sql'
import { hop } from '@/server/durable/outcome'
import { type BundleMaterial, type PreparedBundle, storeBundle } from '@/server/runtimes/prepare-bundle'
import { type RuntimeRecord, readRuntimeRecord, renderRequest } from '@/server/runtimes/runtime-record'
import { ended, superseded, type TenantRolloutStep, tenantRemoved } from './steps'
import { raiseDesired, readTarget, type Target } from './target'

/** Runtimes that are up answer in milliseconds; this is for a wake-up that was lost. */
const lookEveryMs = 1_000
const mostAttempts = 6

type Facts = { record: RuntimeRecord | null; material: BundleMaterial | null }

/** Compiles for this tenant, and raises what is desired: bundle, version and generation together, or nothing. */
export const begin: TenantRolloutStep<Facts> = {
  async read(deps, tx, { tenantId, versionId }) {
    const [record, material] = await Promise.all([
      readRuntimeRecord(tx, { tenantId }),
      deps.bundles.read(tx, { tenantId, versionId }),
    ])
    return { record, material }
  },
  async act(deps, context, target, { record, material }) {
    if (target.overtakenBy !== null) return superseded(deps, context, target)
    if (record === null || material === null || record.desired.state === 'removed') {
      return tenantRemoved(deps, context, target)
    }
    if (context.attempts >= mostAttempts) {
      const reason = `It could not be prepared in ${mostAttempts} attempts. The controller's log says why.`
      return ended(deps, context, target, { state: 'failed', reasonCode: 'internal', reason })
    }
    let bundle: PreparedBundle
    try {
      bundle = deps.bundles.prepare(material)
    } catch (error) {
      if (!(error instanceof BulkheadError)) throw error
      return ended(deps, context, target, { state: 'failed', reasonCode: error.code, reason: error.message })
    }
    const { needs } = material.version
    const request = renderRequest(record, needs, { image: deps.image, bundleKey: deps.bundleKey })
    const bootDigest = deps.engine.bootDigest(request)
    if (isThereAlready(record, target, bundle, bootDigest)) {
      return ended(deps, context, target, { state: 'healthy', path: 'none' })
    }
    const isHot = target.kind === 'version' && record.observed.bootDigest === bootDigest
    return hop('await-healthy', {
      afterMs: lookEveryMs,
      commit: (tx) => raise(tx, record, target, { bundle, path: isHot ? 'hot' : 'cold' }),
      wake: [{ machine: 'runtime-lifecycle', subjectId: record.id }],
      afterCommit: () => {
        deps.hints.publish({ workspaceId: context.workspaceId, topic: 'rollout', id: target.rolloutId })
      },
    })
  },
}

function isThereAlready(
  { desired, observed }: RuntimeRecord,
  target: Target,
  bundle: PreparedBundle,
  bootDigest: string,
): boolean {
  return (
    target.kind === 'version' &&
    observed.phase === 'ready' &&
    observed.generation === desired.generation &&
    observed.bundleId === desired.bundle?.id &&
    desired.version?.id === target.versionId &&
    desired.bundle?.digest === bundle.digest &&
    observed.bootDigest === bootDigest
  )
}

/**
 * Two rollouts of one tenant take turns here, at the runtime's row; whoever comes second looks again, and an older one
 * that was overtaken meanwhile raises nothing.
 */
async function raise(
  tx: SqlTransaction,
  record: RuntimeRecord,
  target: Target,
  { bundle, path }: { bundle: PreparedBundle; path: 'hot' | 'cold' },
): Promise<void> {
  const { workspaceId, tenantId } = record
  const bundleId = await storeBundle(tx, { workspaceId, tenantId, bundle })
  const restarts = target.kind === 'redeploy' ? 1 : 0
  const { id: targetId, versionId } = target
  const { documentCollections } = bundle
  const wanted = { targetId, runtimeId: record.id, versionId, bundleId, documentCollections, restarts, path } as const
  const raised = await raiseDesired(tx, wanted)
  if (!raised) throw new Error('the tenant is being deleted, or another rollout is raising it at this moment')
  const now = await readTarget(tx, target.id)
  if (now === null || now.overtakenBy !== null) throw new Error('overtaken by a newer rollout')
}
