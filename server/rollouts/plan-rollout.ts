import { z } from 'zod'
import { documentSchema, runtimeNeedsSchema } from '@/domain/blueprint/document'
import { BulkheadError } from '@/domain/errors'
import {
  type PlannedTenant,
  planRollout as planPurely,
  type RolloutKind,
  type RolloutPlan,
} from '@/domain/rollout/plan'
import { readSubflows } from '@/server/blueprints/read-subflows'
import type { Transaction } from '@/server/db/client'

type TenantRow = {
  id: string
  slug: string
  name: string
  slot_values: unknown
  observed_phase: string | null
  observed_version: number | null
  observed_needs: unknown
  desired_version: number | null
}

/** What would happen to whom. Nothing moves. */
export async function planRollout(
  tx: Transaction,
  input: { blueprintId: string; versionNumber: number; kind?: RolloutKind; tenantIds?: readonly string[] },
): Promise<RolloutPlan> {
  const version = await findVersion(tx, input.blueprintId, input.versionNumber)
  const { runtime, slots, ...rest } = documentSchema.parse(version.document)
  const subflows = [...(await readSubflows(tx, { ...rest, runtime, slots })).values()]
  // A tenant has one value for a slot of this name, whichever drawing reads it.
  const document = { runtime, slots: Object.assign({}, ...subflows.map((called) => called.document.slots), slots) }
  const tenants = await readTenants(tx, input.blueprintId)
  const chosen = input.tenantIds === undefined ? tenants : tenants.filter(({ id }) => input.tenantIds?.includes(id))
  return planPurely({ kind: input.kind ?? 'version', version: { number: version.number, document }, tenants: chosen })
}

export async function findVersion(tx: Transaction, blueprintId: string, number: number) {
  const version = await tx.blueprintVersion.findFirst({
    where: { blueprintId, number },
    select: { id: true, number: true, document: true },
  })
  if (version === null) throw new BulkheadError('not-found', `This blueprint has no version v${number}.`)
  return version
}

async function readTenants(tx: Transaction, blueprintId: string): Promise<PlannedTenant[]> {
  const rows = await tx.$queryRaw<TenantRow[]>`
    SELECT t.id, t.slug, t.name, r.observed_phase, r.observed_version,
      seen.document -> 'runtime' AS observed_needs, wanted.number AS desired_version,
      t.slot_values || coalesce((SELECT jsonb_object_agg(s.name, true) FROM tenant_secret s WHERE s.tenant_id = t.id), '{}')
        AS slot_values
    FROM tenant t
    LEFT JOIN runtime r ON r.tenant_id = t.id
    LEFT JOIN blueprint_version seen ON seen.blueprint_id = t.blueprint_id AND seen.number = r.observed_version
    LEFT JOIN blueprint_version wanted ON wanted.id = r.desired_version_id
    WHERE t.blueprint_id = ${blueprintId}::uuid AND t.kind = 'customer' AND r.desired_state IS DISTINCT FROM 'removed'
    ORDER BY t.slug`
  return rows.map((row) => ({
    id: row.id,
    slug: row.slug,
    name: row.name,
    slotValues: z.record(z.string(), z.unknown()).parse(row.slot_values),
    runtime: {
      phase: row.observed_phase ?? 'pending',
      version: row.observed_version,
      needs: row.observed_needs === null ? null : runtimeNeedsSchema.parse(row.observed_needs),
      desiredVersion: row.desired_version,
    },
  }))
}
