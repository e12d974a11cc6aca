import { runtimeNeedsSchema } from '@/domain/blueprint/document'
import { BulkheadError } from '@/domain/errors'
import type { Transaction } from '@/server/db/client'
import { inScope } from '@/server/db/scope'
import { hop } from '@/server/durable/outcome'
import { type PreparedBundle, prepareBundle, readBundleMaterial, storeBundle } from '@/server/runtimes/prepare-bundle'
import { type RuntimeRecord, readRuntimeRecord, renderRequest } from '@/server/runtimes/runtime-record'
import { ended, superseded, type TenantRolloutStep, tenantRemoved } from './steps'
import { beginTarget, readTarget, type Target } from './target'

/** Runtimes that are up answer in milliseconds; this is for a wake-up that was lost. */
const lookEveryMs = 1_000
const mostAttempts = 6

/** Compiles for this tenant, and raises what is desired: bundle, version and generation together, or nothing. */
export const begin: TenantRolloutStep = async (deps, context, target) => {
  if (target.overtakenBy !== null) return superseded(deps, context, target)
  if (context.attempts >= mostAttempts) {
    const reason = `It could not be prepared in ${mostAttempts} attempts. The controller's log says why.`
    return ended(deps, context, target, { state: 'failed', reasonCode: 'internal', reason })
  }
  const { workspaceId } = context
  const { record, material } = await inScope(deps.db, { workspaceId }, async (tx) => ({
    record: await readRuntimeRecord(tx, { tenantId: target.tenantId }),
    material: await readBundleMaterial(tx, { tenantId: target.tenantId, versionId: target.versionId }),
  }))
  if (record === null || material === null || record.desired.state === 'removed') {
    return tenantRemoved(deps, context, target)
  }
  let bundle: PreparedBundle
  try {
    bundle = prepareBundle(deps.signer, material)
  } catch (error) {
    if (!(error instanceof BulkheadError)) throw error
    return ended(deps, context, target, { state: 'failed', reasonCode: error.code, reason: error.message })
  }
  const needs = runtimeNeedsSchema.parse(material.version.document.runtime)
  const request = renderRequest(record, needs, { image: deps.image, bundleKey: deps.signer.publicKey })
  const bootDigest = deps.engine.bootDigest(request)
  if (isThereAlready(record, target, bundle, bootDigest)) {
    return ended(deps, context, target, { state: 'healthy', path: 'none' })
  }
  const isHot = target.kind === 'version' && record.observed.bootDigest === bootDigest
  const path = isHot ? 'hot' : 'cold'
  return hop('await-healthy', {
    afterMs: lookEveryMs,
    commit: (tx) => raise(tx, record, target, { bundle, path }),
    wake: [{ machine: 'runtime-lifecycle', subjectId: record.id }],
    afterCommit: () => deps.hints.publish({ workspaceId, topic: 'rollout', id: target.rolloutId }),
  })
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

/** Two rollouts of one tenant take turns here; the older one then finds that it was overtaken, and raises nothing. */
async function raise(
  tx: Transaction,
  record: RuntimeRecord,
  target: Target,
  { bundle, path }: { bundle: PreparedBundle; path: 'hot' | 'cold' },
): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM runtime WHERE id = ${record.id}::uuid FOR UPDATE`
  const now = await readTarget(tx, target.id)
  if (now === null || now.overtakenBy !== null) throw new Error('overtaken by a newer rollout')
  const bundleId = await storeBundle(tx, record, bundle)
  const raised = await tx.$queryRaw<{ generation: number }[]>`
    UPDATE runtime SET desired_generation = desired_generation + 1, desired_version_id = ${target.versionId}::uuid,
      desired_bundle_id = ${bundleId}::uuid, restart_count = restart_count + ${target.kind === 'redeploy' ? 1 : 0}
    WHERE id = ${record.id}::uuid AND desired_state = 'running'
    RETURNING desired_generation AS generation`
  const generation = raised[0]?.generation
  if (generation === undefined) throw new Error('the tenant is being deleted')
  await beginTarget(tx, target.id, { path, generation })
}
