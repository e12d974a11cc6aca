import { clearModelProvider } from '@/server/workspaces/model-provider'
import { teamProcedure } from '../../procedures'

export const clearModelProviderProcedure = teamProcedure(['owner']).mutation(({ ctx: { tx, member } }) =>
  clearModelProvider(tx, member.workspace.id),
)
