import { type Change, describeChange, diff } from '@/domain/blueprint/diff'
import type { BlueprintDocument } from '@/domain/blueprint/document'
import { permissionsOf } from '@/domain/blueprint/permissions'
import type { Transaction } from '../db/client'
import { findBlueprint } from './find-blueprint'
import { readVersion } from './read-versions'

export type VersionRef = number | 'draft'

export type Comparison = {
  changes: { change: Change; description: string }[]
  /** What the new one may reach and the old one may not, and the other way round. */
  models: { added: string[]; removed: string[] }
}

/** What changes on the way from one drawing to another. */
export async function compareVersions(
  tx: Transaction,
  input: { blueprintId: string; from: VersionRef; to: VersionRef },
): Promise<Comparison> {
  await findBlueprint(tx, input.blueprintId)
  const from = await documentAt(tx, input.blueprintId, input.from)
  const to = await documentAt(tx, input.blueprintId, input.to)
  const before = permissionsOf(from).models
  const after = permissionsOf(to).models
  return {
    changes: diff(from, to).map((change) => ({ change, description: describeChange(change, from, to) })),
    models: {
      added: after.filter((model) => !before.includes(model)),
      removed: before.filter((model) => !after.includes(model)),
    },
  }
}

async function documentAt(tx: Transaction, blueprintId: string, ref: VersionRef): Promise<BlueprintDocument> {
  if (ref !== 'draft') return (await readVersion(tx, blueprintId, ref)).document
  const draft = await tx.blueprintDraft.findUniqueOrThrow({ where: { blueprintId }, select: { document: true } })
  return draft.document as BlueprintDocument
}
