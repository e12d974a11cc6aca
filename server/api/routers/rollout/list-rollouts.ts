import { everyTeamRole } from '@/server/accounts/roles'
import { listRollouts } from '@/server/rollouts/read-rollout'
import { teamProcedure } from '../../procedures'

export const listRolloutsProcedure = teamProcedure(everyTeamRole).query(({ ctx: { tx } }) => listRollouts(tx))
