import type { BlueprintDocument } from '@/domain/blueprint/document'
import type { SubflowReference } from '@/domain/blueprint/exchange/blueprint-file'
import { applySubflows, matchSubflows } from '@/domain/blueprint/exchange/match-subflows'
import { positionsOf, withoutSecrets } from '@/domain/blueprint/exchange/write-blueprint-file'
import type { Layout } from '@/domain/blueprint/layout'
import { parseDocument } from '@/domain/blueprint/parse'
import type { Transaction } from '../db/client'
import { addBlueprint } from './create-blueprint'
import { findVersions } from './find-versions'
import { replaceDraft } from './replace-draft'
import { parseLayout } from './save-draft'

export type ImportBlueprint = {
  workspaceId: string
  actor: { id: string; name: string }
  name: string
  document: BlueprintDocument
  layout: Layout
  /** What the drawing calls, as its file names it. */
  subflows: readonly SubflowReference[]
  /** Whose draft it takes the place of, as it was when that was decided. Absent: a new blueprint. */
  replace?: { id: string; revision: number } | undefined
}

/**
 * Takes in a drawing from elsewhere, whole or not at all. Calls of other blueprints are led to versions here that say the
 * same; the others call nothing until somebody chooses. A draft that is replaced is set aside as it was.
 */
export async function importBlueprint(tx: Transaction, input: ImportBlueprint): Promise<{ id: string }> {
  const { workspaceId, actor, name, subflows, replace } = input
  const parsed = withoutSecrets(parseDocument(input.document))
  const layout = { positions: positionsOf(parsed, parseLayout(input.layout)) }
  const here = await findVersions(tx, { calls: [], like: subflows })
  const document = applySubflows(parsed, matchSubflows(parsed, subflows, here))
  if (replace === undefined) return addBlueprint(tx, { workspaceId, name, document, layout, actorId: actor.id })
  const { id, revision } = replace
  const before = await tx.blueprintDraft.findUnique({ where: { blueprintId: id }, select: { baseVersion: true } })
  const next = { document, layout, baseVersion: before?.baseVersion ?? null, forVersion: null }
  await replaceDraft(tx, { blueprintId: id, revision, actor }, next)
  return { id }
}
