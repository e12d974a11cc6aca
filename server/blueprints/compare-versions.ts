import { type Comparison, compareDrawings } from '@/domain/blueprint/compare'
import type { BlueprintDocument } from '@/domain/blueprint/document'
import type { Layout } from '@/domain/blueprint/layout'
import type { Transaction } from '../db/client'
import { readDraftAside } from './drafts-aside'
import { findBlueprint } from './find-blueprint'
import { readSubflows } from './read-subflows'
import { readVersion } from './read-versions'

/** A version by its number, the draft, or a draft that was set aside by its id. */
export type DrawingRef = number | 'draft' | { aside: string }

type Drawing = { document: BlueprintDocument; layout: Layout }
export type ComparedDrawings = Comparison & { from: Drawing; to: Drawing }

/** What changes on the way from one drawing to another, and both of them. */
export async function compareVersions(
  tx: Transaction,
  input: { blueprintId: string; from: DrawingRef; to: DrawingRef },
): Promise<ComparedDrawings> {
  await findBlueprint(tx, input.blueprintId)
  const from = await drawingAt(tx, input.blueprintId, input.from)
  const to = await drawingAt(tx, input.blueprintId, input.to)
  const called = { from: await calledBy(tx, from), to: await calledBy(tx, to) }
  return { ...compareDrawings(from.document, to.document, called), from, to }
}

async function calledBy(tx: Transaction, { document }: Drawing): Promise<BlueprintDocument[]> {
  return [...(await readSubflows(tx, document)).values()].map((source) => source.document)
}

async function drawingAt(tx: Transaction, blueprintId: string, ref: DrawingRef): Promise<Drawing> {
  if (typeof ref === 'number') return drawing(await readVersion(tx, blueprintId, ref))
  if (typeof ref === 'object') return drawing(await readDraftAside(tx, blueprintId, ref.aside))
  const select = { document: true, layout: true } as const
  const draft = await tx.blueprintDraft.findUniqueOrThrow({ where: { blueprintId }, select })
  return { document: draft.document as BlueprintDocument, layout: draft.layout as Layout }
}

const drawing = ({ document, layout }: Drawing): Drawing => ({ document, layout })
