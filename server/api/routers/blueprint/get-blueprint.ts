import { z } from 'zod'
import { everyTeamRole } from '@/server/accounts/roles'
import { readBlueprint } from '@/server/blueprints/read-blueprint'
import { teamProcedure } from '../../procedures'

export const getBlueprintProcedure = teamProcedure(everyTeamRole)
  .input(z.object({ id: z.uuid() }))
  .query(({ ctx: { tx }, input }) => readBlueprint(tx, input.id))
