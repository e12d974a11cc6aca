import { everyTeamRole } from '@/server/accounts/roles'
import { listMembers } from '@/server/workspaces/list-members'
import { teamProcedure } from '../../procedures'

export const listMembersProcedure = teamProcedure(everyTeamRole).query(({ ctx: { tx } }) => listMembers(tx))
