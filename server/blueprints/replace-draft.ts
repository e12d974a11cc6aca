import { randomUUID } from 'node:crypto'
import { canonicalJson } from '@/domain/blueprint/canonical'
import { digestOf } from '@/domain/blueprint/digest'
import type { BlueprintDocument } from '@/domain/blueprint/document'
import type { Layout } from '@/domain/blueprint/layout'
import { BulkheadError } from '@/domain/errors'
import type { Transaction } from '../db/client'
import { asJson } from './as-json'
import { findActiveBlueprint } from './find-blueprint'
import { lockDraft } from './lock-draft'
import { staleDraft } from './save-draft'
import { writeDraft } from './write-draft'

/** Older ones are let go. */
export const draftsAsideKept = 20

type Drawing = { document: BlueprintDocument; layout: Layout }

export type ReplaceDraft = {
  blueprintId: string
  /** The draft that the person saw: a colleague's later edit is not replaced unseen. */
  revision: number
  actor: { id: string; name: string }
}

export type NextDraft = Drawing & { baseVersion: number | null; forVersion: number | null }

export type ReplacedDraft = {
  revision: number
  /** The draft before: set aside, or a version that says just the same, so that nothing can be lost. */
  before: { asideId: string } | { version: number }
}

/** Another drawing takes the place of the draft, which is set aside as it was. */
export async function replaceDraft(tx: Transaction, input: ReplaceDraft, next: NextDraft): Promise<ReplacedDraft> {
  const { blueprintId, actor } = input
  const { workspaceId } = await findActiveBlueprint(tx, blueprintId)
  await lockDraft(tx, blueprintId)
  const draft = await tx.blueprintDraft.findUniqueOrThrow({ where: { blueprintId } })
  if (draft.revision !== input.revision) throw await staleDraft(tx, blueprintId)
  const before = { document: draft.document as BlueprintDocument, layout: draft.layout as Layout }
  if (same(before, next)) throw new BulkheadError('conflict', 'The draft says just that already: nothing would change.')
  const version = await findSameVersion(tx, blueprintId, before)
  const kept =
    version === null
      ? await setAside(tx, {
          ...before,
          workspaceId,
          blueprintId,
          baseVersion: draft.baseVersion,
          editedBy: draft.updatedBy,
          editedAt: draft.updatedAt,
          forVersion: next.forVersion,
          setAsideByName: actor.name,
        })
      : { version }
  const { revision } = await writeDraft(
    tx,
    { ...before, blueprintId, workspaceId, revision: draft.revision },
    { id: randomUUID(), author: actor, next, lost: [], baseVersion: next.baseVersion },
  )
  return { revision, before: kept }
}

async function findSameVersion(tx: Transaction, blueprintId: string, drawing: Drawing): Promise<number | null> {
  const alike = await tx.blueprintVersion.findMany({
    where: { blueprintId, digest: digestOf(drawing.document) },
    select: { number: true, layout: true },
    orderBy: { number: 'desc' },
  })
  return alike.find(({ layout }) => canonicalJson(layout) === canonicalJson(drawing.layout))?.number ?? null
}

function same(a: Drawing, b: Drawing): boolean {
  return canonicalJson({ d: a.document, l: a.layout }) === canonicalJson({ d: b.document, l: b.layout })
}

type SetAside = Drawing & {
  workspaceId: string
  blueprintId: string
  baseVersion: number | null
  editedBy: string | null
  editedAt: Date
  forVersion: number | null
  setAsideByName: string
}

async function setAside(
  tx: Transaction,
  { document, layout, editedBy, ...rest }: SetAside,
): Promise<{ asideId: string }> {
  const editor =
    editedBy === null ? null : await tx.authUser.findUnique({ where: { id: editedBy }, select: { name: true } })
  const { id } = await tx.blueprintDraftAside.create({
    data: { ...rest, document: asJson(document), layout: asJson(layout), editedByName: editor?.name ?? null },
    select: { id: true },
  })
  await tx.$executeRaw`
    DELETE FROM blueprint_draft_aside WHERE blueprint_id = ${rest.blueprintId}::uuid AND id NOT IN (
      SELECT id FROM blueprint_draft_aside WHERE blueprint_id = ${rest.blueprintId}::uuid
      ORDER BY set_aside_at DESC, id LIMIT ${draftsAsideKept})`
  return { asideId: id }
}
