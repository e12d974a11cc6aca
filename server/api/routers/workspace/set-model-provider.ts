import { modelProviderSchema, setModelProvider } from '@/server/workspaces/model-provider'
import { teamProcedure } from '../../procedures'

export const setModelProviderProcedure = teamProcedure(['owner'])
  .input(modelProviderSchema)
  .mutation(({ ctx: { tx, member, services }, input }) =>
    setModelProvider(tx, services.wrappingKey, { workspaceId: member.workspace.id, ...input }),
  )
