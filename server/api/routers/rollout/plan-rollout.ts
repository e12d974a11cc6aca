import { everyTeamRole } from '@/server/accounts/roles'
import { planRollout } from '@/server/rollouts/plan-rollout'
import { rolloutInput } from '../../inputs'
import { teamProcedure } from '../../procedures'

export const planRolloutProcedure = teamProcedure(everyTeamRole)
  .input(rolloutInput)
  .query(({ ctx: { tx }, input }) =>
    planRollout(tx, { blueprintId: input.blueprintId, versionNumber: input.version, kind: input.kind }),
  )
