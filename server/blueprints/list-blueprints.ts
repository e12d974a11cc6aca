import type { Transaction } from '../db/client'

export type BlueprintSummary = {
  id: string
  name: string
  latestVersion: number | null
  /** The draft says something that the latest version does not. */
  draftDirty: boolean
  tenantCount: number
  updatedAt: Date
  updatedBy: string | null
}

/** Those not archived, last changed first. Documents are compared in the database and stay there. */
export function listBlueprints(tx: Transaction): Promise<BlueprintSummary[]> {
  return tx.$queryRaw<BlueprintSummary[]>`
    SELECT b.id, b.name, v.number AS "latestVersion",
      (v.number IS NULL OR v.document <> d.document) AS "draftDirty",
      (SELECT count(*)::int FROM tenant t WHERE t.blueprint_id = b.id AND t.kind = 'customer') AS "tenantCount",
      greatest(d.updated_at, v.created_at) AS "updatedAt", u.name AS "updatedBy"
    FROM blueprint b
    JOIN blueprint_draft d ON d.blueprint_id = b.id
    LEFT JOIN LATERAL (
      SELECT number, document, created_at FROM blueprint_version WHERE blueprint_id = b.id ORDER BY number DESC LIMIT 1
    ) v ON true
    LEFT JOIN auth_user u ON u.id = d.updated_by
    WHERE b.archived_at IS NULL
    ORDER BY "updatedAt" DESC, b.id`
}
