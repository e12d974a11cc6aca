import { everyTeamRole } from '@/server/accounts/roles'
import { countApprovals } from '@/server/approvals/read-approvals'
import { teamProcedure } from '../../procedures'

export const countApprovalsProcedure = teamProcedure(everyTeamRole).query(({ ctx: { tx, member } }) =>
  countApprovals(tx, member),
)
