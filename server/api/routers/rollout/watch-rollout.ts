import { everyTeamRole } from '@/server/accounts/roles'
import { readRollout } from '@/server/rollouts/read-rollout'
import { rolloutNumberInput } from '../../inputs'
import { watchTeamProcedure } from '../../procedures'
import { watch } from '../../watch'

export const watchRolloutProcedure = watchTeamProcedure(everyTeamRole)
  .input(rolloutNumberInput)
  .subscription(({ ctx, input, signal }) =>
    watch({ ...ctx, signal, topic: 'rollout', read: (tx) => readRollout(tx, { number: input.number }) }),
  )
