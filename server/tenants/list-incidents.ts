import type { Transaction } from '../db/client'

export type Incident = {
  id: string
  kind: string
  summary: string
  detail: Record<string, unknown>
  openedAt: Date
  closedAt: Date | null
}

const shown = 50

/** The last fifty, newest first. */
export async function listIncidents(tx: Transaction, tenantId: string): Promise<Incident[]> {
  const incidents = await tx.incident.findMany({
    where: { tenantId },
    select: { id: true, kind: true, summary: true, detail: true, openedAt: true, closedAt: true },
    orderBy: { openedAt: 'desc' },
    take: shown,
  })
  return incidents.map((incident) => ({ ...incident, detail: incident.detail as Record<string, unknown> }))
}
