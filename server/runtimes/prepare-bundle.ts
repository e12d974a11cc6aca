import { compile } from '@/domain/blueprint/compile'
import { type BlueprintDocument, documentSchema } from '@/domain/blueprint/document'
import type { PermissionManifest } from '@/domain/blueprint/manifest'
import { BulkheadError } from '@/domain/errors'
import type { SignedBundle } from '@/domain/runtime/bundle'
import type { Transaction } from '@/server/db/client'
import type { BundleSigner } from '@/server/vault/bundle-signer'

/** Everything that a tenant's bundle is made of. */
export type BundleMaterial = {
  workspaceId: string
  tenant: { id: string; slug: string; name: string }
  slotValues: Readonly<Record<string, string | number | boolean>>
  blueprint: { id: string; name: string }
  version: { id: string; number: number; document: BlueprintDocument }
}

export type PreparedBundle = SignedBundle & { versionId: string; manifest: PermissionManifest }

type MaterialRow = {
  workspace_id: string
  tenant_id: string
  slug: string
  tenant_name: string
  slot_values: unknown
  blueprint_id: string
  blueprint_name: string
  number: number
  document: unknown
}

export async function readBundleMaterial(
  tx: Transaction,
  of: { tenantId: string; versionId: string },
): Promise<BundleMaterial | null> {
  const rows = await tx.$queryRaw<MaterialRow[]>`
    SELECT t.workspace_id, t.id AS tenant_id, t.slug, t.name AS tenant_name, t.slot_values, b.id AS blueprint_id,
      b.name AS blueprint_name, v.number, v.document
    FROM tenant t
    JOIN blueprint_version v ON v.id = ${of.versionId}::uuid AND v.blueprint_id = t.blueprint_id
    JOIN blueprint b ON b.id = v.blueprint_id
    WHERE t.id = ${of.tenantId}::uuid`
  const row = rows[0]
  if (row === undefined) return null
  return {
    workspaceId: row.workspace_id,
    tenant: { id: row.tenant_id, slug: row.slug, name: row.tenant_name },
    slotValues: row.slot_values as BundleMaterial['slotValues'],
    blueprint: { id: row.blueprint_id, name: row.blueprint_name },
    version: { id: of.versionId, number: row.number, document: documentSchema.parse(row.document) },
  }
}

/** Compiles and signs. Deterministic. Throws what `compile` throws: `lint-failed`, or a slot that has no value. */
export function prepareBundle(signer: BundleSigner, material: BundleMaterial): PreparedBundle {
  const { bundle, payload, digest } = compile({
    document: material.version.document,
    version: material.version.number,
    blueprint: material.blueprint,
    workspaceId: material.workspaceId,
    tenant: material.tenant,
    slotValues: material.slotValues,
  })
  return { versionId: material.version.id, payload, digest, signature: signer.sign(payload), manifest: bundle.manifest }
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
