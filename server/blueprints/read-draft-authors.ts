import { authorsBySubject, type ChangeAuthors } from '@/domain/blueprint/draft/change-authors'
import type { ChangeSet } from '@/domain/blueprint/draft/change-set'
import type { Transaction } from '../db/client'
import { findBlueprint } from './find-blueprint'

/** Whose work each part of the draft is, as far back as changes are kept. */
export async function readDraftAuthors(tx: Transaction, blueprintId: string): Promise<ChangeAuthors> {
  await findBlueprint(tx, blueprintId)
  const rows = await tx.draftChange.findMany({
    where: { blueprintId },
    select: { authorId: true, authorName: true, changes: true },
    orderBy: { sequence: 'asc' },
  })
  return authorsBySubject(
    rows.map(({ authorId, authorName, changes }) => ({
      author: { id: authorId, name: authorName },
      changes: changes as unknown as ChangeSet,
    })),
  )
}
