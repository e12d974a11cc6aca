import { emptyDocument } from '@/domain/blueprint/document'
import { emptyLayout } from '@/domain/blueprint/layout'
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
export async function createBlueprint(tx: Transaction, input: CreateBlueprint): Promise<{ id: string }> {
  const { document, layout } = startingPoint(input.starter)
  const { id } = await tx.blueprint.create({
    data: { workspaceId: input.workspaceId, name: input.name },
    select: { id: true },
  })
  await tx.blueprintDraft.create({
    data: {
      blueprintId: id,
      workspaceId: input.workspaceId,
      document: asJson(document),
      layout: asJson(layout),
      updatedBy: input.actorId,
    },
    select: { blueprintId: true },
  })
  return { id }
}

function startingPoint(id: string | undefined) {
  if (id === undefined) return { document: emptyDocument(), layout: emptyLayout() }
  const starter = starters.find((candidate) => candidate.id === id)
  if (starter !== undefined) return starter
  const known = starters.map((candidate) => candidate.id).join(', ')
  throw new BulkheadError('not-found', `There is no starter “${id}”. There are: ${known}.`)
}
