import type { BlueprintDocument } from '@/domain/blueprint/document'
import type { ChangeSet } from '@/domain/blueprint/draft/change-set'
import type { DraftHistoryEntry, DraftNews, LostValue, StoredChange } from '@/domain/blueprint/draft/stored-change'
import type { Layout } from '@/domain/blueprint/layout'
import type { Transaction } from '../db/client'

/** More rows than this cost more than the draft itself. */
const mostRows = 200

/** What leads from `since` to the draft that stands. */
export async function readDraftNews(tx: Transaction, blueprintId: string, since: number): Promise<DraftNews> {
  const { revision } = await tx.blueprintDraft.findUniqueOrThrow({
    where: { blueprintId },
    select: { revision: true },
  })
  if (revision <= since) return { sequence: revision, changes: [], drawing: null }
  const rows = await tx.draftChange.findMany({
    // Not beyond the revision that was read: the next row may have come meanwhile.
    where: { blueprintId, sequence: { gt: Math.max(since, revision - mostRows), lte: revision } },
    orderBy: { sequence: 'asc' },
  })
  const changes = rows.map(asStored)
  if (rows.length === revision - since) return { sequence: revision, changes, drawing: null }
  const { document, layout, ...at } = await tx.blueprintDraft.findUniqueOrThrow({ where: { blueprintId } })
  const drawing = { document: document as BlueprintDocument, layout: layout as Layout }
  return { sequence: at.revision, changes, drawing }
}

/** Newest first. */
export async function readDraftHistory(
  tx: Transaction,
  input: { blueprintId: string; before?: number | undefined },
): Promise<DraftHistoryEntry[]> {
  const { blueprintId, before } = input
  const rows = await tx.draftChange.findMany({
    where: { blueprintId, ...(before === undefined ? {} : { sequence: { lt: before } }) },
    select: { sequence: true, authorId: true, authorName: true, words: true, lost: true, at: true },
    orderBy: { sequence: 'desc' },
    take: mostRows,
  })
  return rows.map(({ authorId, authorName, lost, ...row }) => {
    return { ...row, author: { id: authorId, name: authorName }, lost: lost as LostValue[] }
  })
}

type Row = Awaited<ReturnType<Transaction['draftChange']['findMany']>>[number]

function asStored({ sequence, id, authorId, authorName, changes, words, lost, at }: Row): StoredChange {
  const set = changes as unknown as ChangeSet & { renamed: Record<string, string> }
  return {
    sequence,
    id,
    author: { id: authorId, name: authorName },
    changes: { changes: set.changes, moves: set.moves },
    renamed: set.renamed,
    words,
    lost: lost as LostValue[],
    at,
  }
}
