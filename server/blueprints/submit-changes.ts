import { type ChangeSet, isNothing } from '@/domain/blueprint/draft/change-set'
import { rebase } from '@/domain/blueprint/draft/rebase'
import type { DraftNews } from '@/domain/blueprint/draft/stored-change'
import { parseDocument } from '@/domain/blueprint/parse'
import { BulkheadError } from '@/domain/errors'
import type { Transaction } from '../db/client'
import { findActiveBlueprint } from './find-blueprint'
import { readDraftNews } from './read-draft-changes'
import { parseLayout, readStandingDraft } from './save-draft'
import { draftChangesKept, writeDraft } from './write-draft'

export type SubmitChanges = {
  blueprintId: string
  /** The change set's own id: sent again, it is answered and not stored again. */
  id: string
  /** The draft that it was made against. */
  sequence: number
  set: ChangeSet
  author: { id: string; name: string }
}

/**
 * Rebases a change set on the draft that stands and stores it as the next of its history. Answers with all that led from
 * the author's draft to the one that stands, theirs included: acknowledged means stored.
 */
export async function submitChanges(tx: Transaction, input: SubmitChanges): Promise<DraftNews> {
  const { blueprintId, id, sequence, set, author } = input
  await findActiveBlueprint(tx, blueprintId)
  const draft = await readStandingDraft(tx, blueprintId)
  if (sequence > draft.revision) throw fromElsewhere()
  const known = await tx.draftChange.findUnique({ where: { blueprintId_id: { blueprintId, id } } })
  if (known === null && !isNothing(set)) {
    if (sequence < draft.revision - draftChangesKept) throw tooOld()
    const { drawing, lost, renamed } = rebase(draft, set, 'later-wins')
    const next = { document: parseDocument(drawing.document), layout: parseLayout(drawing.layout) }
    await writeDraft(tx, draft, { id, author, next, lost, renamed })
  }
  return readDraftNews(tx, blueprintId, sequence)
}

/** Whether such old work had arrived, nobody can tell any more: it is never stored twice. */
function tooOld(): BulkheadError {
  return new BulkheadError(
    'conflict',
    `These changes were made on a draft that is more than ${draftChangesKept} edits old. Look at the draft as it is now, and decide what of yours to put back.`,
  )
}

function fromElsewhere(): BulkheadError {
  return new BulkheadError('bad-input', 'These changes name a draft that does not exist yet. Reload the page.')
}
