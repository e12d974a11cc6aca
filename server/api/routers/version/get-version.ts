import { z } from 'zod'
import { everyTeamRole } from '@/server/accounts/roles'
import { readVersion } from '@/server/blueprints/read-versions'
import { versionNumberSchema } from '../../inputs'
import { teamProcedure } from '../../procedures'

export const getVersionProcedure = teamProcedure(everyTeamRole)
  .input(z.object({ blueprintId: z.uuid(), number: versionNumberSchema }))
  .query(({ ctx: { tx }, input }) => readVersion(tx, input.blueprintId, input.number))
