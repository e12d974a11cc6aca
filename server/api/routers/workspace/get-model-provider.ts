import { everyTeamRole } from '@/server/accounts/roles'
import { readModelProvider } from '@/server/workspaces/model-provider'
import { teamProcedure } from '../../procedures'

export const getModelProviderProcedure = teamProcedure(everyTeamRole).query(({ ctx: { tx } }) => readModelProvider(tx))
