import type { BlueprintDocument } from '@/domain/blueprint/document'
import type { Layout } from '@/domain/blueprint/layout'
import { BulkheadError } from '@/domain/errors'
import type { Transaction } from '../db/client'
import { findBlueprint } from './find-blueprint'

export type VersionSummary = {
  number: number
  /** A label that people gave it, and may change. */
  name: string | null
  parentNumber: number | null
  digest: string
  authorName: string
  message: string
  createdAt: Date
  /** Tenants whose runtime was last seen running it. */
  tenantCount: number
}

export type VersionDetail = Omit<VersionSummary, 'tenantCount'> & { document: BlueprintDocument; layout: Layout }

const summary = {
  number: true,
  parentNumber: true,
  digest: true,
  authorName: true,
  message: true,
  createdAt: true,
} as const

/** Newest first. */
export async function listVersions(tx: Transaction, blueprintId: string): Promise<VersionSummary[]> {
  await findBlueprint(tx, blueprintId)
  const versions = await tx.blueprintVersion.findMany({
    where: { blueprintId },
    select: summary,
    orderBy: { number: 'desc' },
  })
  const names = await readNames(tx, blueprintId)
  const running = await tx.$queryRaw<{ version: number; count: number }[]>`
    SELECT r.observed_version AS version, count(*)::int AS count
    FROM runtime r JOIN tenant t ON t.id = r.tenant_id
    WHERE t.blueprint_id = ${blueprintId}::uuid AND t.kind = 'customer' AND r.observed_version IS NOT NULL
    GROUP BY 1`
  const counts = new Map(running.map((row) => [row.version, row.count]))
  return versions.map((version) => ({
    ...version,
    name: names.get(version.number) ?? null,
    tenantCount: counts.get(version.number) ?? 0,
  }))
}

async function readNames(tx: Transaction, blueprintId: string): Promise<Map<number, string>> {
  const rows = await tx.blueprintVersionName.findMany({ where: { blueprintId }, select: { number: true, name: true } })
  return new Map(rows.map(({ number, name }) => [number, name]))
}

export async function readVersion(tx: Transaction, blueprintId: string, number: number): Promise<VersionDetail> {
  await findBlueprint(tx, blueprintId)
  const version = await tx.blueprintVersion.findUnique({
    where: { blueprintId_number: { blueprintId, number } },
    select: { ...summary, document: true, layout: true },
  })
  if (version === null) throw new BulkheadError('not-found', `This blueprint has no version v${number}.`)
  const named = await tx.blueprintVersionName.findUnique({
    where: { blueprintId_number: { blueprintId, number } },
    select: { name: true },
  })
  return {
    ...version,
    name: named?.name ?? null,
    document: version.document as BlueprintDocument,
    layout: version.layout as Layout,
  }
}

export function latestVersion(tx: Transaction, blueprintId: string) {
  return tx.blueprintVersion.findFirst({
    where: { blueprintId },
    select: { id: true, number: true, digest: true },
    orderBy: { number: 'desc' },
  })
}
