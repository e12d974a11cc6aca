import { z } from 'zod'
import { tryDraft } from '@/server/previews/try-draft'
import { slotValuesSchema } from '../../inputs'
import { teamProcedure } from '../../procedures'

export const tryDraftProcedure = teamProcedure(['owner', 'builder'])
  .input(
    z.object({
      blueprintId: z.uuid(),
      /** Parsed in full by the use case, which names every problem's place in the drawing. */
      document: z.custom<object>(
        (value) => typeof value === 'object' && value !== null,
        'must be a blueprint document',
      ),
      slotValues: slotValuesSchema.optional(),
    }),
  )
  .mutation(async ({ ctx: { tx, member, services, announce }, input }) => {
    const { engine, wrappingKey } = services
    const { digest, tenantId } = await tryDraft(tx, { ...input, workspaceId: member.workspace.id, engine, wrappingKey })
    announce('runtime', tenantId)
    return { digest }
  })
