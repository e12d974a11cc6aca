import { BulkheadError } from '@/domain/errors'
import { hop } from '@/server/durable/outcome'
import { storeBundle } from '@/server/runtimes/prepare-bundle'
import { type LifecycleStep, observed, waitingRollouts } from './steps'

/** A new tenant's first bundle, and each draft's of a preview. Later ones of customers come with rollouts. */
export const prepare: LifecycleStep = async (deps, { state }, record) => {
  const { version } = record.desired
  if (version === null) return hop('watch')
  const { tenantId, workspaceId } = record
  const material = await deps.db.inScope({ workspaceId }, (tx) =>
    deps.bundles.read(tx, { tenantId, versionId: version.id }),
  )
  if (material === null) return hop('watch', { afterMs: deps.timing.recheckMs })
  try {
    const bundle = deps.bundles.prepare(material)
    return hop('watch', {
      commit: async (tx) => {
        const bundleId = await storeBundle(tx, { tenantId, workspaceId, bundle })
        await tx.$executeRaw`UPDATE runtime
          SET desired_bundle_id = ${bundleId}::uuid, document_collections = ${bundle.documentCollections},
            bundle_draft_id = desired_draft_id
          WHERE id = ${record.id}::uuid AND coalesce(desired_draft_id, desired_version_id) = ${version.id}::uuid
            AND (desired_bundle_id IS NULL OR bundle_draft_id IS DISTINCT FROM desired_draft_id)`
      },
    })
  } catch (error) {
    if (!(error instanceof BulkheadError)) throw error
    const { code, message } = error
    const failure = { generation: record.desired.generation, code, message, bootId: null }
    return observed(
      deps,
      record,
      { label: 'watch', state: { ...state, failure }, afterMs: deps.timing.recheckMs },
      { phase: 'refused', reason: message },
      { wake: waitingRollouts(record) },
    )
  }
}
