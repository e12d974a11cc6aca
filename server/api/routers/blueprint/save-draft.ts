import { z } from 'zod'
import type { BlueprintDocument } from '@/domain/blueprint/document'
import type { Layout } from '@/domain/blueprint/layout'
import { saveDraft } from '@/server/blueprints/save-draft'
import { teamProcedure } from '../../procedures'

const isObject = (value: unknown) => typeof value === 'object' && value !== null

export const saveDraftProcedure = teamProcedure(['owner', 'builder'])
  .input(
    z.object({
      id: z.uuid(),
      /** Parsed in full by the use case, which names every problem's place in the drawing. */
      document: z.custom<BlueprintDocument>(isObject, 'must be a blueprint document'),
      layout: z.custom<Layout>(isObject, 'must be a layout'),
      revision: z.int().positive(),
    }),
  )
  .mutation(async ({ ctx: { tx, member, announce }, input }) => {
    const saved = await saveDraft(tx, {
      blueprintId: input.id,
      document: input.document,
      layout: input.layout,
      revision: input.revision,
      actorId: member.person.id,
    })
    announce('blueprint', input.id)
    return saved
  })
