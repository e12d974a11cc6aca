import { z } from 'zod'
import { restoreVersion } from '@/server/blueprints/restore-version'
import { versionNumberSchema } from '../../inputs'
import { teamProcedure } from '../../procedures'

export const restoreVersionProcedure = teamProcedure(['owner', 'builder'])
  .input(
    z.object({
      blueprintId: z.uuid(),
      number: versionNumberSchema,
      /** The draft's revision that the person looked at. */
      revision: z.int().positive(),
    }),
  )
  .mutation(async ({ ctx: { tx, member, announce }, input }) => {
    const replaced = await restoreVersion(tx, { ...input, actor: member.person })
    announce('blueprint', input.blueprintId)
    return replaced
  })
