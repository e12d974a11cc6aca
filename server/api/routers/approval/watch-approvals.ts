import { everyTeamRole } from '@/server/accounts/roles'
import { readApprovals } from '@/server/approvals/read-approvals'
import { approvalFilterInput } from '../../inputs'
import { watchTeamProcedure } from '../../procedures'
import { watch } from '../../watch'

export const watchApprovalsProcedure = watchTeamProcedure(everyTeamRole)
  .input(approvalFilterInput)
  .subscription(({ ctx, input: { show, whose }, signal }) =>
    watch({
      ...ctx,
      signal,
      topic: 'approval',
      read: (tx, member) => readApprovals(tx, member, { show, whose, tenantUrl: ctx.services.tenantUrl }),
    }),
  )
