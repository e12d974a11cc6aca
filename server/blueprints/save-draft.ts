import { randomUUID } from 'node:crypto'
import type { BlueprintDocument } from '@/domain/blueprint/document'
import { type Layout, layoutSchema } from '@/domain/blueprint/layout'
import { parseDocument } from '@/domain/blueprint/parse'
import { issueMessage, issuePaths } from '@/domain/blueprint/problem-paths'
import { BulkheadError } from '@/domain/errors'
import type { Transaction } from '../db/client'
import { findActiveBlueprint } from './find-blueprint'
import { lockDraft } from './lock-draft'
import { type StandingDraft, writeDraft } from './write-draft'

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
  const next = { document: parseDocument(input.document), layout: parseLayout(input.layout) }
  await findActiveBlueprint(tx, input.blueprintId)
  const draft = await readStandingDraft(tx, input.blueprintId)
  if (draft.revision !== input.revision) throw await staleDraft(tx, input.blueprintId)
  const { name } = await tx.authUser.findUniqueOrThrow({ where: { id: input.actorId }, select: { name: true } })
  const author = { id: input.actorId, name }
  const { revision, savedAt } = await writeDraft(tx, draft, { id: randomUUID(), author, next, lost: [] })
  return { revision, savedAt }
}

/** The draft, with its row locked until the transaction ends: whoever else edits waits, and finds what came of it. */
export async function readStandingDraft(tx: Transaction, blueprintId: string): Promise<StandingDraft> {
  await lockDraft(tx, blueprintId)
  const { workspaceId, revision, document, layout } = await tx.blueprintDraft.findUniqueOrThrow({
    where: { blueprintId },
  })
  // What writeDraft stores was parsed before.
  return { blueprintId, workspaceId, revision, document: document as BlueprintDocument, layout: layout as Layout }
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
