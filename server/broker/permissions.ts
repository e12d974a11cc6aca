import { emptyManifest, manifestSchema, type PermissionManifest } from '@/domain/blueprint/manifest'
import { BulkheadError } from '@/domain/errors'
import type { BrokerIdentity } from '@/domain/runtime/broker-api'
import type { Transaction } from '@/server/db/client'

/**
 * The manifest that a call is made under. The runtime names the bundle, because sessions and runs may finish on the
 * version that they began on while another is current already. What it may name is: the bundle that its runtime is to
 * run or was last seen running, and one that was made, or superseded by a newer one, within the drain time that it
 * names itself. Not every old one: a runtime in bad hands could otherwise go back to permissions that were taken away
 * long ago. Throws `forbidden` for all others, another tenant's included.
 */
export async function readManifest(
  tx: Transaction,
  caller: BrokerIdentity,
  digest: string,
): Promise<PermissionManifest> {
  const rows = await tx.$queryRaw<{ manifest: unknown; is_current: boolean; superseded_hours: number }[]>`
    SELECT b.manifest,
      EXISTS (SELECT 1 FROM runtime r WHERE r.id = ${caller.runtimeId}::uuid
              AND b.id IN (r.desired_bundle_id, r.observed_bundle_id)) AS is_current,
      extract(epoch FROM now() - coalesce(
        (SELECT min(n.created_at) FROM bundle n WHERE n.tenant_id = b.tenant_id AND n.created_at > b.created_at),
        b.created_at))::float8 / 3600 AS superseded_hours
    FROM bundle b WHERE b.tenant_id = ${caller.tenantId}::uuid AND b.digest = ${digest}`
  const row = rows[0]
  if (row === undefined) throw noSuchBundle(digest)
  const manifest = parseManifest(row.manifest, digest)
  if (row.is_current || row.superseded_hours < manifest.drainHours) return manifest
  throw noSuchBundle(digest)
}

/** What the runtime may do now: for those who ask without naming a bundle. */
export async function readCurrentManifest(tx: Transaction, caller: BrokerIdentity): Promise<PermissionManifest> {
  const rows = await tx.$queryRaw<{ manifest: unknown; digest: string }[]>`
    SELECT b.manifest, b.digest FROM runtime r JOIN bundle b ON b.id = coalesce(r.observed_bundle_id, r.desired_bundle_id)
    WHERE r.id = ${caller.runtimeId}::uuid`
  return rows[0] === undefined ? emptyManifest() : parseManifest(rows[0].manifest, rows[0].digest)
}

export function requireModel(manifest: PermissionManifest, model: string): void {
  if (manifest.models.includes(model)) return
  throw new BulkheadError('model-not-allowed', `The permission manifest of this bundle does not allow "${model}".`, {
    details: { model, allowed: manifest.models },
  })
}

export function requireCapability(manifest: PermissionManifest, capability: 'embeddings' | 'transcription'): void {
  if (manifest[capability]) return
  throw new BulkheadError('not-allowed', `The permission manifest of this bundle does not allow ${capability}.`, {
    details: { capability },
  })
}

function parseManifest(value: unknown, digest: string): PermissionManifest {
  const result = manifestSchema.safeParse(value)
  if (result.success) return result.data
  throw new BulkheadError('data-corrupt', 'The permission manifest of this bundle cannot be read.', {
    details: { bundle: digest },
  })
}

function noSuchBundle(digest: string): BulkheadError {
  const message = 'This bundle is none of the tenant, or was superseded longer ago than it is held for.'
  return new BulkheadError('forbidden', message, { details: { bundle: digest } })
}
