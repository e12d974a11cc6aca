import { subflowKey } from '@/domain/blueprint/block-kinds/subflow'
import { type BlueprintDocument, documentSchema } from '@/domain/blueprint/document'
import { type SubflowSource, type SubflowSources, subflowLimits, subflowTargets } from '@/domain/blueprint/subflows'
import { BulkheadError } from '@/domain/errors'
import type { SqlTransaction } from '../db/sql'

type Row = { blueprint: string; name: string; number: number; document: unknown }

/**
 * Every version that a drawing calls, and that those call in turn, as far as they are there: one query for each level.
 * Row-level security keeps the search within the workspace. Throws `over-limit` when there are too many.
 */
export async function readSubflows(tx: SqlTransaction, document: BlueprintDocument): Promise<SubflowSources> {
  const sources = new Map<string, SubflowSource>()
  let wanted = subflowTargets(document)
  while (wanted.length > 0) {
    if (sources.size + wanted.length > subflowLimits.versions) {
      throw new BulkheadError('over-limit', `A blueprint may call ${subflowLimits.versions} versions of others in all.`)
    }
    const rows = await tx.$queryRaw<Row[]>`
      SELECT b.id AS blueprint, b.name, v.number, v.document
      FROM unnest(${wanted.map(({ blueprint }) => blueprint)}::uuid[], ${wanted.map(({ version }) => version)}::int[])
        AS wanted (blueprint, number)
      JOIN blueprint b ON b.id = wanted.blueprint
      JOIN blueprint_version v ON v.blueprint_id = b.id AND v.number = wanted.number`
    const found = rows.map(({ blueprint, name, number, document: stored }) => {
      return { blueprint, name, version: number, document: documentSchema.parse(stored) }
    })
    for (const source of found) sources.set(subflowKey(source), source)
    const next = new Map(found.flatMap((source) => subflowTargets(source.document)).map((of) => [subflowKey(of), of]))
    wanted = [...next.values()].filter((of) => !sources.has(subflowKey(of)))
  }
  return sources
}
