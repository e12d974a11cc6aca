import { everyTeamRole } from '@/server/accounts/roles'
import { listStarters } from '@/server/blueprints/list-starters'
import { teamProcedure } from '../../procedures'

export const listStartersProcedure = teamProcedure(everyTeamRole).query(() => listStarters())
