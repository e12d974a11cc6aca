import { type CompiledVersion, compileVersion } from '@/domain/blueprint/compile'
import { documentSchema, type RuntimeNeeds, runtimeNeedsSchema } from '@/domain/blueprint/document'
import type { PermissionManifest } from '@/domain/blueprint/manifest'
import { BulkheadError } from '@/domain/errors'
import type { SignedBundle } from '@/domain/runtime/bundle'
import type { Transaction } from '@/server/db/client'
import type { BundleSigner } from '@/server/vault/bundle-signer'

/** Everything that a tenant's bundle is made of. */
export type BundleMaterial = {
  workspaceId: string
  tenant: { id: string; slug: string; name: string }
  slotValues: Readonly<Record<string, unknown>>
  blueprint: { id: string; name: string }
  version: { id: string; number: number; needs: RuntimeNeeds }
}

export type PreparedBundle = SignedBundle & { versionId: string; manifest: PermissionManifest }

/** Compiles and signs. What is the same for all tenants of a version is done once: versions never change. */
export type BundleWorkshop = {
  /** Null: the tenant is not of this version's blueprint, or one of them is gone. */
  read(tx: Transaction, of: { tenantId: string; versionId: string }): Promise<BundleMaterial | null>
  /** Deterministic. Throws what `compile` throws: `lint-failed`, or a slot that has no value. */
  prepare(material: BundleMaterial): PreparedBundle
}

type MaterialRow = {
  workspace_id: string
  tenant_id: string
  slug: string
  tenant_name: string
  slot_values: unknown
  blueprint_id: string
  blueprint_name: string
  number: number
  needs: unknown
  /** Null when it is compiled already. */
  document: unknown
}

/** Rollouts of so many versions at once compile nothing twice. */
const versionsKept = 16

export function createBundleWorkshop(signer: BundleSigner): BundleWorkshop {
  const versions = new Map<string, CompiledVersion>()

  const keep = (id: string, compiled: CompiledVersion) => {
    const oldest = versions.keys().next()
    if (versions.size >= versionsKept && !oldest.done) versions.delete(oldest.value)
    versions.set(id, compiled)
  }

  return {
    async read(tx, { tenantId, versionId }) {
      const isKnown = versions.has(versionId)
      const rows = await tx.$queryRaw<MaterialRow[]>`
        SELECT t.workspace_id, t.id AS tenant_id, t.slug, t.name AS tenant_name, t.slot_values, b.id AS blueprint_id,
          b.name AS blueprint_name, v.number, v.document -> 'runtime' AS needs,
          CASE WHEN ${isKnown} THEN NULL ELSE v.document END AS document
        FROM tenant t
        JOIN blueprint_version v ON v.id = ${versionId}::uuid AND v.blueprint_id = t.blueprint_id
        JOIN blueprint b ON b.id = v.blueprint_id
        WHERE t.id = ${tenantId}::uuid`
      const row = rows[0]
      if (row === undefined) return null
      if (row.document !== null && !versions.has(versionId)) {
        keep(versionId, compileVersion(documentSchema.parse(row.document), row.number))
      }
      return toMaterial(row, versionId)
    },
    prepare({ version, slotValues, ...rest }) {
      const compiled = versions.get(version.id)
      // Sixteen other versions were compiled since it was read: the step is repeated.
      if (compiled === undefined) throw new Error(`version ${version.id} is no longer at hand`)
      const { bundle, payload, digest } = compiled.forTenant({ ...rest, slotValues })
      return { versionId: version.id, payload, digest, signature: signer.sign(payload), manifest: bundle.manifest }
    },
  }
}

function toMaterial(row: MaterialRow, versionId: string): BundleMaterial {
  return {
    workspaceId: row.workspace_id,
    tenant: { id: row.tenant_id, slug: row.slug, name: row.tenant_name },
    slotValues: row.slot_values as BundleMaterial['slotValues'],
    blueprint: { id: row.blueprint_id, name: row.blueprint_name },
    version: { id: versionId, number: row.number, needs: runtimeNeedsSchema.parse(row.needs) },
  }
}

/** The same content is one row, however often it is prepared. Returns its id. */
export async function storeBundle(
  tx: Transaction,
  of: { workspaceId: string; tenantId: string },
  bundle: PreparedBundle,
): Promise<string> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH made AS (
      INSERT INTO bundle (workspace_id, tenant_id, version_id, digest, payload, signature, manifest)
      VALUES (${of.workspaceId}::uuid, ${of.tenantId}::uuid, ${bundle.versionId}::uuid, ${bundle.digest},
        ${bundle.payload}, ${bundle.signature}, ${JSON.stringify(bundle.manifest)}::jsonb)
      ON CONFLICT (tenant_id, digest) DO NOTHING RETURNING id)
    SELECT id FROM made
    UNION ALL SELECT id FROM bundle WHERE tenant_id = ${of.tenantId}::uuid AND digest = ${bundle.digest}
    LIMIT 1`
  const stored = rows[0]
  // Only when another transaction stored the same content after this statement began: the step is repeated.
  if (stored === undefined) throw new BulkheadError('conflict', 'The same bundle was stored at the same moment.')
  return stored.id
}

export async function readSignedBundle(tx: Transaction, bundleId: string): Promise<SignedBundle> {
  return tx.bundle.findUniqueOrThrow({
    where: { id: bundleId },
    select: { payload: true, digest: true, signature: true },
  })
}
