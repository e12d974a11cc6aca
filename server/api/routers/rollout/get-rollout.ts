import { everyTeamRole } from '@/server/accounts/roles'
import { readRollout } from '@/server/rollouts/read-rollout'
import { rolloutNumberInput } from '../../inputs'
import { teamProcedure } from '../../procedures'

export const getRolloutProcedure = teamProcedure(everyTeamRole)
  .input(rolloutNumberInput)
  .query(({ ctx: { tx }, input }) => readRollout(tx, { number: input.number }))
