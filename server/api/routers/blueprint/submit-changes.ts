import { z } from 'zod'
import { changeSetSchema } from '@/domain/blueprint/draft/change-set'
import { submitChanges } from '@/server/blueprints/submit-changes'
import { teamProcedure } from '../../procedures'

export const submitChangesProcedure = teamProcedure(['owner', 'builder'])
  .input(
    z.object({
      id: z.uuid(),
      changeId: z.uuid(),
      /** The draft that the set was made against. */
      sequence: z.int().positive(),
      set: changeSetSchema,
    }),
  )
  .mutation(async ({ ctx: { tx, member, announce }, input }) => {
    const { id: blueprintId, changeId: id, sequence, set } = input
    const { id: authorId, name } = member.person
    const news = await submitChanges(tx, { blueprintId, id, sequence, set, author: { id: authorId, name } })
    announce('blueprint', blueprintId)
    return news
  })
