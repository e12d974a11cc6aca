import type { BlueprintDocument } from '@/domain/blueprint/document'
import { type Layout, layoutSchema } from '@/domain/blueprint/layout'
import { parseDocument } from '@/domain/blueprint/parse'
import { issueMessage, issuePaths } from '@/domain/blueprint/problem-paths'
import { BulkheadError } from '@/domain/errors'
import type { Transaction } from '../db/client'
import { asJson } from './as-json'
import { findActiveBlueprint } from './find-blueprint'

export type SaveDraft = {
  blueprintId: string
  document: BlueprintDocument
  layout: Layout
  /** The revision that the editor started from. */
  revision: number
  actorId: string
}

export type SavedDraft = { revision: number; savedAt: Date }

/**
 * Saves on condition that nobody else saved meanwhile. A stale save changes nothing; its error names the revision that
 * stands, so that the editor can offer both.
 */
export async function saveDraft(tx: Transaction, input: SaveDraft): Promise<SavedDraft> {
  const document = parseDocument(input.document)
  const layout = parseLayout(input.layout)
  await findActiveBlueprint(tx, input.blueprintId)
  const savedAt = new Date()
  const { count } = await tx.blueprintDraft.updateMany({
    where: { blueprintId: input.blueprintId, revision: input.revision },
    data: {
      document: asJson(document),
      layout: asJson(layout),
      revision: input.revision + 1,
      updatedBy: input.actorId,
      updatedAt: savedAt,
    },
  })
  if (count === 0) throw await staleDraft(tx, input.blueprintId)
  return { revision: input.revision + 1, savedAt }
}

export function parseLayout(layout: unknown): Layout {
  const parsed = layoutSchema.safeParse(layout)
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.flatMap((issue) =>
    issuePaths(issue).map((path) => ({ path: `layout.${path}`, message: issueMessage(issue) })),
  )
  const first = problems.map((problem) => `${problem.path} ${problem.message}`)[0]
  throw new BulkheadError('bad-input', `The layout is not one of a blueprint. ${first}`, { details: { problems } })
}

/** The refusal of an edit that was made on an older draft than the one that stands. */
export async function staleDraft(tx: Transaction, blueprintId: string): Promise<BulkheadError> {
  const draft = await tx.blueprintDraft.findUniqueOrThrow({
    where: { blueprintId },
    select: { revision: true, updatedAt: true, updatedBy: true },
  })
  const editor =
    draft.updatedBy === null
      ? null
      : await tx.authUser.findUnique({ where: { id: draft.updatedBy }, select: { name: true } })
  const who = editor === null ? 'elsewhere' : `by ${editor.name}, or by you in another window,`
  return new BulkheadError('conflict', `The draft was changed ${who} meanwhile. Nothing was saved or lost.`, {
    details: { revision: draft.revision, updatedAt: draft.updatedAt.toISOString(), updatedBy: editor?.name ?? null },
  })
}
