import type { SqlTransaction } from '@/server/db/sql'

export type IncidentKind = 'crash' | 'out-of-memory' | 'guard-failed' | 'engine'

export type NewIncident = {
  workspaceId: string
  tenantId: string
  kind: IncidentKind
  summary: string
  detail?: Readonly<Record<string, unknown>>
}

/** At most one open incident per tenant and kind: a runtime that crashes again and again is one story. */
export async function openIncident(tx: SqlTransaction, incident: NewIncident): Promise<void> {
  const detail = JSON.stringify(incident.detail ?? {})
  await tx.$executeRaw`
    INSERT INTO incident (workspace_id, tenant_id, kind, summary, detail)
    VALUES (${incident.workspaceId}::uuid, ${incident.tenantId}::uuid, ${incident.kind}, ${incident.summary}, ${detail}::jsonb)
    ON CONFLICT DO NOTHING`
}

/** For when all is well again. */
export async function closeIncidents(tx: SqlTransaction, tenantId: string): Promise<void> {
  await tx.$executeRaw`UPDATE incident SET closed_at = now() WHERE tenant_id = ${tenantId}::uuid AND closed_at IS NULL`
}
