import { type BlueprintDocument, emptyDocument } from '@/domain/blueprint/document'
import { emptyLayout, type Layout } from '@/domain/blueprint/layout'
import { starters } from '@/domain/blueprint/starters/registry'
import { BulkheadError } from '@/domain/errors'
import type { Transaction } from '../db/client'
import { asJson } from './as-json'

export type CreateBlueprint = {
  workspaceId: string
  name: string
  starter?: string | undefined
  actorId: string | null
}

/** A blueprint with its draft: a starter's drawing, or an empty one. */
export function createBlueprint(tx: Transaction, input: CreateBlueprint): Promise<{ id: string }> {
  return addBlueprint(tx, { ...input, ...startingPoint(input.starter) })
}

export type AddBlueprint = Omit<CreateBlueprint, 'starter'> & { document: BlueprintDocument; layout: Layout }

/** The drawing must have been parsed. */
export async function addBlueprint(tx: Transaction, input: AddBlueprint): Promise<{ id: string }> {
  const { workspaceId, name, document, layout, actorId } = input
  const { id } = await tx.blueprint.create({ data: { workspaceId, name }, select: { id: true } })
  await tx.blueprintDraft.create({
    data: { blueprintId: id, workspaceId, document: asJson(document), layout: asJson(layout), updatedBy: actorId },
    select: { blueprintId: true },
  })
  return { id }
}

function startingPoint(id: string | undefined): { document: BlueprintDocument; layout: Layout } {
  if (id === undefined) return { document: emptyDocument(), layout: emptyLayout() }
  const starter = starters.find((candidate) => candidate.id === id)
  if (starter !== undefined) return { document: starter.document, layout: starter.layout }
  const known = starters.map((candidate) => candidate.id).join(', ')
  throw new BulkheadError('not-found', `There is no starter “${id}”. There are: ${known}.`)
}
