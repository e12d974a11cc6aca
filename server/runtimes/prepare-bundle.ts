import { type CompiledVersion, compileVersion } from '@/domain/blueprint/compile'
import { documentSchema, type RuntimeNeeds, runtimeNeedsSchema } from '@/domain/blueprint/document'
import type { PermissionManifest } from '@/domain/blueprint/manifest'
import { BulkheadError } from '@/domain/errors'
import type { SignedBundle } from '@/domain/runtime/bundle'
import { documentCollectionsOf } from '@/domain/runtime/document-collections'
import { readSubflows } from '@/server/blueprints/read-subflows'
import type { SqlTransaction } from '@/server/db/sql'
import { together } from '@/server/durable/together'
import type { BundleSigner } from '@/server/vault/bundle-signer'

/** Everything that a tenant's bundle is made of. */
export type BundleMaterial = {
  workspaceId: string
  tenant: { id: string; slug: string; name: string }
  slotValues: Readonly<Record<string, unknown>>
  blueprint: { id: string; name: string }
  /** Of a preview: its draft. */
  version: { id: string; number: number; needs: RuntimeNeeds }
  preview: boolean
}

export type PreparedBundle = SignedBundle & {
  /** Null: of a draft. */
  versionId: string | null
  manifest: PermissionManifest
  documentCollections: string[]
}

/** Compiles and signs. What is the same for all tenants of a version is done once: versions and drafts never change. */
export type BundleWorkshop = {
  /** Null: the tenant is not of this version's blueprint, or one of them is gone. */
  read(tx: SqlTransaction, of: { tenantId: string; versionId: string }): Promise<BundleMaterial | null>
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
  preview: boolean
  number: number
  needs: unknown
  version_id: string
}

type Wanted = { tenantId: string; versionId: string }

/** Rollouts of so many versions at once compile nothing twice. */
const versionsKept = 16

export function createBundleWorkshop(signer: BundleSigner): BundleWorkshop {
  const versions = new Map<string, CompiledVersion>()

  const keep = (id: string, compiled: CompiledVersion) => {
    const oldest = versions.keys().next()
    if (versions.size >= versionsKept && !oldest.done) versions.delete(oldest.value)
    versions.set(id, compiled)
  }

  const compileMissing = async (tx: SqlTransaction, wanted: readonly Wanted[]) => {
    const missing = wanted.map(({ versionId }) => versionId).filter((id) => !versions.has(id))
    if (missing.length === 0) return
    const rows = await tx.$queryRaw<{ id: string; number: number; document: unknown }[]>`
      SELECT id, number, document FROM blueprint_version WHERE id = ANY (${[...new Set(missing)]}::uuid[])
      UNION ALL SELECT id, number, document FROM preview_draft WHERE id = ANY (${[...new Set(missing)]}::uuid[])`
    for (const { id, number, document: stored } of rows) {
      const document = documentSchema.parse(stored)
      keep(id, compileVersion(document, number, await readSubflows(tx, document)))
    }
  }

  /** What one transaction asks for at the same moment is one statement. */
  const readRow: (tx: SqlTransaction, of: Wanted) => Promise<MaterialRow | undefined> = together(async (tx, wanted) => {
    const [rows] = await Promise.all([readMaterial(tx, wanted), compileMissing(tx, wanted)])
    return wanted.map(({ tenantId, versionId }) =>
      rows.find((row) => row.tenant_id === tenantId && row.version_id === versionId),
    )
  })

  return {
    async read(tx, of) {
      const row = await readRow(tx, of)
      return row === undefined ? null : toMaterial(row)
    },
    prepare({ version, slotValues, ...rest }) {
      const compiled = versions.get(version.id)
      // Sixteen other versions were compiled since it was read: the step is repeated.
      if (compiled === undefined) throw new Error(`version ${version.id} is no longer at hand`)
      const { bundle, payload, digest } = compiled.forTenant({ ...rest, slotValues })
      return {
        versionId: rest.preview ? null : version.id,
        payload,
        digest,
        signature: signer.sign(payload),
        manifest: bundle.manifest,
        documentCollections: documentCollectionsOf(bundle),
      }
    },
  }
}

function readMaterial(tx: SqlTransaction, wanted: readonly Wanted[]): Promise<MaterialRow[]> {
  return tx.$queryRaw<MaterialRow[]>`
    SELECT t.workspace_id, t.id AS tenant_id, t.slug, t.name AS tenant_name, t.kind = 'preview' AS preview, b.id AS blueprint_id,
      t.slot_values || coalesce((SELECT jsonb_object_agg(s.name, true) FROM tenant_secret s WHERE s.tenant_id = t.id), '{}')
        AS slot_values,
      b.name AS blueprint_name, v.id AS version_id, v.number, v.document -> 'runtime' AS needs
    FROM unnest(${wanted.map((of) => of.tenantId)}::uuid[], ${wanted.map((of) => of.versionId)}::uuid[])
      AS wanted (tenant_id, version_id)
    JOIN tenant t ON t.id = wanted.tenant_id
    JOIN LATERAL (
      SELECT id, number, document FROM blueprint_version WHERE id = wanted.version_id AND blueprint_id = t.blueprint_id
      UNION ALL SELECT id, number, document FROM preview_draft WHERE id = wanted.version_id AND tenant_id = t.id
    ) v ON true
    JOIN blueprint b ON b.id = t.blueprint_id`
}

function toMaterial(row: MaterialRow): BundleMaterial {
  return {
    workspaceId: row.workspace_id,
    tenant: { id: row.tenant_id, slug: row.slug, name: row.tenant_name },
    slotValues: row.slot_values as BundleMaterial['slotValues'],
    blueprint: { id: row.blueprint_id, name: row.blueprint_name },
    version: { id: row.version_id, number: row.number, needs: runtimeNeedsSchema.parse(row.needs) },
    preview: row.preview,
  }
}

type ToStore = { workspaceId: string; tenantId: string; bundle: PreparedBundle }

/** The same content is one row, however often it is prepared. Returns its id. */
export const storeBundle: (tx: SqlTransaction, bundle: ToStore) => Promise<string> = together(async (tx, all) => {
  const rows = all.map(({ workspaceId, tenantId, bundle }) => ({
    workspace_id: workspaceId,
    tenant_id: tenantId,
    version_id: bundle.versionId,
    digest: bundle.digest,
    payload: bundle.payload,
    signature: bundle.signature,
    manifest: bundle.manifest,
  }))
  const stored = await tx.$queryRaw<{ id: string; tenantId: string; digest: string }[]>`
    WITH new AS (SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS new (workspace_id uuid,
        tenant_id uuid, version_id uuid, digest text, payload text, signature text, manifest jsonb)),
    made AS (
      INSERT INTO bundle (workspace_id, tenant_id, version_id, digest, payload, signature, manifest)
      SELECT workspace_id, tenant_id, version_id, digest, payload, signature, manifest FROM new
      ON CONFLICT (tenant_id, digest) DO NOTHING RETURNING id, tenant_id, digest)
    SELECT id, tenant_id AS "tenantId", digest FROM made
    UNION SELECT b.id, b.tenant_id, b.digest FROM bundle b JOIN new USING (tenant_id, digest)`
  return all.map(({ tenantId, bundle }) => {
    const found = stored.find((row) => row.tenantId === tenantId && row.digest === bundle.digest)
    // Only when another transaction stored the same content after this statement began: the step is repeated.
    if (found === undefined) throw new BulkheadError('conflict', 'The same bundle was stored at the same moment.')
    return found.id
  })
})

type BundleRow = SignedBundle & { id: string }

export const readSignedBundle: (tx: SqlTransaction, bundleId: string) => Promise<SignedBundle> = together(
  async (tx, ids) => {
    const rows = await tx.$queryRaw<BundleRow[]>`
      SELECT id, payload, digest, signature FROM bundle WHERE id = ANY (${ids}::uuid[])`
    return ids.map((bundleId) => {
      const row = rows.find(({ id }) => id === bundleId)
      if (row === undefined) throw new BulkheadError('not-found', `There is no bundle ${bundleId}.`)
      const { payload, digest, signature } = row
      return { payload, digest, signature }
    })
  },
)
