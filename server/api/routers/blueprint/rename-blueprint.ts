import { z } from 'zod'
import { renameBlueprint } from '@/server/blueprints/rename-blueprint'
import { nameSchema } from '../../inputs'
import { teamProcedure } from '../../procedures'

export const renameBlueprintProcedure = teamProcedure(['owner', 'builder'])
  .input(z.object({ id: z.uuid(), name: nameSchema }))
  .mutation(async ({ ctx: { tx, announce }, input }) => {
    await renameBlueprint(tx, input)
    announce('blueprint', input.id)
  })
