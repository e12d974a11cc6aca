import type { BlueprintDocument } from '@/domain/blueprint/document'
import type { Layout } from '@/domain/blueprint/layout'
import { parseDocument } from '@/domain/blueprint/parse'
import { BulkheadError } from '@/domain/errors'
import type { Transaction } from '../db/client'
import { findBlueprint } from './find-blueprint'
import { type ReplaceDraft, type ReplacedDraft, replaceDraft } from './replace-draft'

export type DraftAside = {
  id: string
  editedByName: string | null
  editedAt: Date
  /** The version that took its place; null: a draft that had been set aside, or a drawing that was imported. */
  forVersion: number | null
  setAsideByName: string
  setAsideAt: Date
}

const summary = {
  id: true,
  editedByName: true,
  editedAt: true,
  forVersion: true,
  setAsideByName: true,
  setAsideAt: true,
} as const

/** Newest first. */
export async function listDraftsAside(tx: Transaction, blueprintId: string): Promise<DraftAside[]> {
  await findBlueprint(tx, blueprintId)
  return tx.blueprintDraftAside.findMany({
    where: { blueprintId },
    select: summary,
    orderBy: [{ setAsideAt: 'desc' }, { id: 'asc' }],
  })
}

export async function readDraftAside(tx: Transaction, blueprintId: string, id: string) {
  const aside = await tx.blueprintDraftAside.findUnique({
    where: { id, blueprintId },
    select: { document: true, layout: true, baseVersion: true },
  })
  if (aside === null) {
    throw new BulkheadError('not-found', 'That draft is no longer set aside: somebody put it back, or it was too old.')
  }
  const { document, layout, baseVersion } = aside
  return { document: document as BlueprintDocument, layout: layout as Layout, baseVersion }
}

/** It becomes the draft again and leaves the list; what it replaces is set aside in turn. */
export async function putBackDraft(tx: Transaction, input: ReplaceDraft & { asideId: string }): Promise<ReplacedDraft> {
  await findBlueprint(tx, input.blueprintId)
  const { document, ...rest } = await readDraftAside(tx, input.blueprintId, input.asideId)
  const replaced = await replaceDraft(tx, input, { ...rest, document: parseDocument(document), forVersion: null })
  await tx.blueprintDraftAside.delete({ where: { id: input.asideId }, select: { id: true } })
  return replaced
}
