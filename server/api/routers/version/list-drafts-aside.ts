import { z } from 'zod'
import { everyTeamRole } from '@/server/accounts/roles'
import { listDraftsAside } from '@/server/blueprints/drafts-aside'
import { teamProcedure } from '../../procedures'

export const listDraftsAsideProcedure = teamProcedure(everyTeamRole)
  .input(z.object({ blueprintId: z.uuid() }))
  .query(({ ctx: { tx }, input }) => listDraftsAside(tx, input.blueprintId))
