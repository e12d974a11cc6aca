import { z } from 'zod'
import { archiveBlueprint } from '@/server/blueprints/archive-blueprint'
import { teamProcedure } from '../../procedures'

export const archiveBlueprintProcedure = teamProcedure(['owner', 'builder'])
  .input(z.object({ id: z.uuid() }))
  .mutation(async ({ ctx: { tx, announce }, input }) => {
    await archiveBlueprint(tx, input.id)
    announce('blueprint', input.id)
  })
