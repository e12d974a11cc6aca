import { z } from 'zod'
import { putBackDraft } from '@/server/blueprints/drafts-aside'
import { teamProcedure } from '../../procedures'

export const putBackDraftProcedure = teamProcedure(['owner', 'builder'])
  .input(
    z.object({
      blueprintId: z.uuid(),
      asideId: z.uuid(),
      /** The draft's revision that the person looked at. */
      revision: z.int().positive(),
    }),
  )
  .mutation(async ({ ctx: { tx, member, announce }, input }) => {
    const replaced = await putBackDraft(tx, { ...input, actor: member.person })
    announce('blueprint', input.blueprintId)
    return replaced
  })
