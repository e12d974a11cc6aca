import { everyTeamRole } from '@/server/accounts/roles'
import { readApprovals } from '@/server/approvals/read-approvals'
import { approvalFilterInput } from '../../inputs'
import { teamProcedure } from '../../procedures'

export const listApprovalsProcedure = teamProcedure(everyTeamRole)
  .input(approvalFilterInput)
  .query(({ ctx: { tx, member, services }, input: { show, whose } }) =>
    readApprovals(tx, member, { show, whose, tenantUrl: services.tenantUrl }),
  )
