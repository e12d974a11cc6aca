import { findBlueprint } from '../blueprints/find-blueprint'
import type { Transaction } from '../db/client'
import type { RuntimePhaseSeen } from '../runtimes/read-runtime'
import type { SlotValues } from '../tenants/read-tenants'
import { withUrl } from '../tenants/tenant-url'

export type PreviewView = {
  slug: string
  url: string
  /** Opens everything at `url`. Null before the runtime has said one. */
  key: string | null
  /** Of the drawing that it runs, or is about to. */
  digest: string
  /** It runs the drawing of `digest`, and answers. */
  ready: boolean
  phase: RuntimePhaseSeen
  reason: string | null
  slotValues: SlotValues
  /** Of secret slots, and of others that were entered for it. */
  secretNames: string[]
}

/** Null: nothing was tested yet, or not for a day. */
export async function readPreview(
  tx: Transaction,
  blueprintId: string,
  settings: { tenantUrl: string },
): Promise<PreviewView | null> {
  await findBlueprint(tx, blueprintId)
  const rows = await tx.$queryRaw<Omit<PreviewView, 'url'>[]>`
    SELECT t.slug, s.preview_key AS key, d.digest, r.observed_phase AS phase, r.observed_reason AS reason,
      t.slot_values AS "slotValues",
      coalesce((SELECT array_agg(x.name ORDER BY x.name) FROM tenant_secret x WHERE x.tenant_id = t.id), '{}')
        AS "secretNames",
      (r.observed_phase = 'ready' AND s.preview_key IS NOT NULL AND r.bundle_draft_id = r.desired_draft_id
        AND r.observed_bundle_id = r.desired_bundle_id AND r.observed_generation >= r.desired_generation) IS TRUE AS ready
    FROM tenant t
    JOIN runtime r ON r.tenant_id = t.id
    JOIN preview_draft d ON d.id = r.desired_draft_id
    LEFT JOIN runtime_status s ON s.tenant_id = t.id
    WHERE t.blueprint_id = ${blueprintId}::uuid AND t.kind = 'preview' AND r.desired_state = 'running'`
  const [row] = rows
  return row === undefined ? null : withUrl(settings.tenantUrl)(row)
}
