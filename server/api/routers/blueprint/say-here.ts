import { z } from 'zod'
import { blockIdSchema } from '@/domain/blueprint/document'
import { everyTeamRole } from '@/server/accounts/roles'
import { findBlueprint } from '@/server/blueprints/find-blueprint'
import { teamProcedure } from '../../procedures'

/** Says that a tab has the draft open, and which block is selected there. */
export const sayHereProcedure = teamProcedure(everyTeamRole)
  .input(z.object({ id: z.uuid(), tab: z.string().min(1).max(60), selected: blockIdSchema.nullable() }))
  .mutation(async ({ ctx: { tx, member, announce, services }, input: { id, tab, selected } }) => {
    await findBlueprint(tx, id)
    const { id: personId, name } = member.person
    if (services.presence.arrive(id, { tab, personId, name, selected })) announce('blueprint', id)
  })
