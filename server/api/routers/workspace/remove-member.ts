import { z } from 'zod'
import { removeMember } from '@/server/workspaces/remove-member'
import { teamProcedure } from '../../procedures'

export const removeMemberProcedure = teamProcedure(['owner'])
  .input(z.object({ membershipId: z.uuid() }))
  .mutation(({ ctx: { tx }, input }) => removeMember(tx, input.membershipId))
