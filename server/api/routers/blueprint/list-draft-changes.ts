import { z } from 'zod'
import { everyTeamRole } from '@/server/accounts/roles'
import { findBlueprint } from '@/server/blueprints/find-blueprint'
import { readDraftHistory } from '@/server/blueprints/read-draft-changes'
import { teamProcedure } from '../../procedures'

export const listDraftChangesProcedure = teamProcedure(everyTeamRole)
  .input(z.object({ id: z.uuid(), before: z.int().positive().optional() }))
  .query(async ({ ctx: { tx }, input: { id, before } }) => {
    await findBlueprint(tx, id)
    return readDraftHistory(tx, { blueprintId: id, before })
  })
