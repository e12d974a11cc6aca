import { type Comparison, compareDrawings } from '@/domain/blueprint/compare'
import type { BlueprintDocument } from '@/domain/blueprint/document'
import type { Transaction } from '../db/client'
import { findBlueprint } from './find-blueprint'
import { readVersion } from './read-versions'

export type VersionRef = number | 'draft'

/** What changes on the way from one drawing to another. */
export async function compareVersions(
  tx: Transaction,
  input: { blueprintId: string; from: VersionRef; to: VersionRef },
): Promise<Comparison> {
  await findBlueprint(tx, input.blueprintId)
  const from = await documentAt(tx, input.blueprintId, input.from)
  const to = await documentAt(tx, input.blueprintId, input.to)
  return compareDrawings(from, to)
}

async function documentAt(tx: Transaction, blueprintId: string, ref: VersionRef): Promise<BlueprintDocument> {
  if (ref !== 'draft') return (await readVersion(tx, blueprintId, ref)).document
  const draft = await tx.blueprintDraft.findUniqueOrThrow({ where: { blueprintId }, select: { document: true } })
  return draft.document as BlueprintDocument
}
