import { z } from 'zod'
import { everyTeamRole } from '@/server/accounts/roles'
import { readDraftAuthors } from '@/server/blueprints/read-draft-authors'
import { teamProcedure } from '../../procedures'

export const listDraftAuthorsProcedure = teamProcedure(everyTeamRole)
  .input(z.object({ id: z.uuid() }))
  .query(({ ctx: { tx }, input }) => readDraftAuthors(tx, input.id))
