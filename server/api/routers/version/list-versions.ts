import { z } from 'zod'
import { everyTeamRole } from '@/server/accounts/roles'
import { listVersions } from '@/server/blueprints/read-versions'
import { teamProcedure } from '../../procedures'

export const listVersionsProcedure = teamProcedure(everyTeamRole)
  .input(z.object({ blueprintId: z.uuid() }))
  .query(({ ctx: { tx }, input }) => listVersions(tx, input.blueprintId))
