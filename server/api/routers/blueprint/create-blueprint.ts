import { z } from 'zod'
import { createBlueprint } from '@/server/blueprints/create-blueprint'
import { nameSchema } from '../../inputs'
import { teamProcedure } from '../../procedures'

export const createBlueprintProcedure = teamProcedure(['owner', 'builder'])
  .input(z.object({ name: nameSchema, starter: z.string().max(80).optional() }))
  .mutation(async ({ ctx: { tx, member, announce }, input }) => {
    const created = await createBlueprint(tx, {
      workspaceId: member.workspace.id,
      name: input.name,
      starter: input.starter,
      actorId: member.person.id,
    })
    announce('blueprint', created.id)
    return created
  })
