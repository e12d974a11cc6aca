import { describeChange } from '@/domain/blueprint/diff'
import { type ChangeSet, changesBetween, type Drawing, describeSet } from '@/domain/blueprint/draft/change-set'
import { subjectOf } from '@/domain/blueprint/draft/choose-changes'
import type { Lost } from '@/domain/blueprint/draft/rebase'
import type { LostValue } from '@/domain/blueprint/draft/stored-change'
import type { Transaction } from '../db/client'
import { asJson } from './as-json'

/** History and merging reach back as far as this. */
export const draftChangesKept = 2_000

/** A list that nobody reads to its end. */
const mostWords = 40

/** The draft as it stands, read after its row was locked. */
export type StandingDraft = Drawing & { blueprintId: string; workspaceId: string; revision: number }

export type DraftEdit = {
  /** Made up by whoever edits, so that an edit that is sent twice is one. */
  id: string
  author: { id: string; name: string }
  next: Drawing
  lost: readonly Lost[]
  /** Blocks of the edit that got other ids. */
  renamed?: ReadonlyMap<string, string>
  /** The version that the draft is drawn from, where that changes. */
  baseVersion?: number | null
}

/** The only place where a draft is changed: what changed becomes the next row of its history, with the new draft. */
export async function writeDraft(
  tx: Transaction,
  draft: StandingDraft,
  { id, author, next, lost, renamed, baseVersion }: DraftEdit,
): Promise<{ revision: number; savedAt: Date; changes: ChangeSet }> {
  const { blueprintId, workspaceId } = draft
  const changes = changesBetween(draft, next)
  const revision = draft.revision + 1
  const savedAt = new Date()
  await tx.draftChange.create({
    data: {
      blueprintId,
      workspaceId,
      sequence: revision,
      id,
      authorId: author.id,
      authorName: author.name,
      changes: asJson({ ...changes, renamed: Object.fromEntries(renamed ?? []) }),
      words: shortened(describeSet(changes, draft, next)),
      lost: JSON.parse(JSON.stringify(lost.map((entry) => lostValue(entry, draft, next)))),
      at: savedAt,
    },
    select: { sequence: true },
  })
  await tx.blueprintDraft.update({
    where: { blueprintId },
    data: {
      document: asJson(next.document),
      layout: asJson(next.layout),
      revision,
      updatedBy: author.id,
      updatedAt: savedAt,
      ...(baseVersion === undefined ? {} : { baseVersion }),
    },
    select: { blueprintId: true },
  })
  await tx.draftChange.deleteMany({ where: { blueprintId, sequence: { lte: revision - draftChangesKept } } })
  return { revision, savedAt, changes }
}

function shortened(words: string[]): string[] {
  if (words.length <= mostWords) return words
  return [...words.slice(0, mostWords - 1), `And ${words.length - mostWords + 1} more changes`]
}

function lostValue({ change, value }: Lost, before: Drawing, after: Drawing): LostValue {
  return {
    subject: subjectOf(change),
    words: describeChange(change, before.document, after.document),
    value: 'value' in change ? change.value : change[value],
    whose: value === 'before' ? 'earlier' : 'author',
  }
}
