import { type RuntimeNeeds, runtimeNeedsSchema } from '@/domain/blueprint/document'
import type { SqlTransaction } from '@/server/db/sql'
import { together } from '@/server/durable/together'
import type { RuntimeRequest } from '@/server/provisioning/port'

/** A runtime as the controller sees it: desired, and observed so far. */
export type RuntimeRecord = {
  id: string
  workspaceId: string
  tenantId: string
  tenantSlug: string
  desired: {
    state: 'running' | 'removed'
    generation: number
    restartCount: number
    /** Null: no version has been rolled out to this tenant yet. Of a preview: its draft. */
    version: { id: string; number: number; needs: RuntimeNeeds } | null
    bundle: { id: string; digest: string } | null
    /** A preview that nobody has used for a day, or whose blueprint was put away. */
    outlived: boolean
  }
  observed: {
    phase: string
    reason: string | null
    generation: number
    bundleId: string | null
    bootDigest: string | null
    bootId: string | null
    restartCount: number
    hasOpenIncident: boolean
  }
}

type Row = {
  id: string
  workspace_id: string
  tenant_id: string
  slug: string
  desired_state: 'running' | 'removed'
  desired_generation: number
  restart_count: number
  version_id: string | null
  version_number: number | null
  needs: unknown
  bundle_id: string | null
  bundle_digest: string | null
  observed_phase: string
  observed_reason: string | null
  observed_generation: number
  observed_bundle_id: string | null
  observed_boot_digest: string | null
  boot_id: string | null
  observed_restart_count: number
  has_open_incident: boolean
  outlived: boolean
}

type Wanted = { runtimeId: string } | { tenantId: string }

export async function readRuntimeRecord(tx: SqlTransaction, by: Wanted): Promise<RuntimeRecord | null> {
  const row = await readRow(tx, by)
  return row === undefined ? null : toRecord(row)
}

/** Those that one transaction asks for at the same moment are one statement. */
const readRow: (tx: SqlTransaction, by: Wanted) => Promise<Row | undefined> = together(async (tx, wanted) => {
  const runtimeIds = wanted.flatMap((by) => ('runtimeId' in by ? [by.runtimeId] : []))
  const tenantIds = wanted.flatMap((by) => ('tenantId' in by ? [by.tenantId] : []))
  const rows = await tx.$queryRaw<Row[]>`
    SELECT r.id, r.workspace_id, r.tenant_id, t.slug, r.desired_state, r.desired_generation, r.restart_count,
      coalesce(d.id, v.id) AS version_id, coalesce(d.number, v.number) AS version_number,
      coalesce(d.document, v.document) -> 'runtime' AS needs,
      t.kind = 'preview' AND (t.tried_at < now() - interval '1 day' OR p.archived_at IS NOT NULL) AS outlived,
      b.id AS bundle_id, b.digest AS bundle_digest, r.observed_phase, r.observed_reason, r.observed_generation,
      r.observed_bundle_id, r.observed_boot_digest, r.boot_id, r.observed_restart_count,
      EXISTS (SELECT 1 FROM incident i WHERE i.tenant_id = r.tenant_id AND i.closed_at IS NULL) AS has_open_incident
    FROM runtime r
    JOIN tenant t ON t.id = r.tenant_id
    JOIN blueprint p ON p.id = t.blueprint_id
    LEFT JOIN blueprint_version v ON v.id = r.desired_version_id
    LEFT JOIN preview_draft d ON d.id = r.desired_draft_id
    LEFT JOIN bundle b ON b.id = r.desired_bundle_id AND r.bundle_draft_id IS NOT DISTINCT FROM r.desired_draft_id
    WHERE r.id = ANY (${runtimeIds}::uuid[]) OR r.tenant_id = ANY (${tenantIds}::uuid[])`
  return wanted.map((by) =>
    rows.find((row) => ('runtimeId' in by ? row.id === by.runtimeId : row.tenant_id === by.tenantId)),
  )
})

function toRecord(row: Row): RuntimeRecord {
  const { version_id: versionId, version_number: number, bundle_id: bundleId, bundle_digest: digest } = row
  const version =
    versionId === null || number === null ? null : { id: versionId, number, needs: runtimeNeedsSchema.parse(row.needs) }
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    tenantId: row.tenant_id,
    tenantSlug: row.slug,
    desired: {
      state: row.desired_state,
      generation: row.desired_generation,
      restartCount: row.restart_count,
      version,
      bundle: bundleId === null || digest === null ? null : { id: bundleId, digest },
      outlived: row.outlived,
    },
    observed: {
      phase: row.observed_phase,
      reason: row.observed_reason,
      generation: row.observed_generation,
      bundleId: row.observed_bundle_id,
      bootDigest: row.observed_boot_digest,
      bootId: row.boot_id,
      restartCount: row.observed_restart_count,
      hasOpenIncident: row.has_open_incident,
    },
  }
}

/** A runtime's node process, its thread pool and V8's workers take about 15; the rest is room for what it executes. */
const pids = 128

/** What to ask the engine for. */
export function renderRequest(
  record: RuntimeRecord,
  needs: RuntimeNeeds,
  platform: { image: string; bundleKey: string },
): RuntimeRequest {
  return {
    runtimeId: record.id,
    workspaceId: record.workspaceId,
    tenantId: record.tenantId,
    tenantSlug: record.tenantSlug,
    generation: record.desired.generation,
    image: platform.image,
    memoryMb: needs.memoryMb,
    cpus: needs.cpus,
    pids,
    bundleKey: platform.bundleKey,
  }
}
