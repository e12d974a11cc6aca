import type { BlueprintDocument } from '@/domain/blueprint/document'
import type { ChangeSet, Drawing } from '@/domain/blueprint/draft/change-set'
import type { Layout } from '@/domain/blueprint/layout'
import type { Transaction } from '../db/client'
import type { LostValue } from './write-draft'

/** More rows than this cost more than the draft itself. */
const mostRows = 200

/** A stored change set as other browsers take it in. */
export type StoredChange = {
  sequence: number
  id: string
  author: { id: string | null; name: string }
  changes: ChangeSet
  words: string[]
  lost: LostValue[]
  at: Date
}

/** What leads from `sequence` to the draft that stands; `drawing` is that draft, where the rows do not lead there. */
export type DraftNews = { sequence: number; changes: StoredChange[]; drawing: Drawing | null }

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

/** What happened to the draft, newest first, without what only machines read. */
export type DraftHistoryEntry = Omit<StoredChange, 'changes' | 'id'>

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
  return {
    sequence,
    id,
    author: { id: authorId, name: authorName },
    changes: changes as unknown as ChangeSet,
    words,
    lost: lost as LostValue[],
    at,
  }
}
