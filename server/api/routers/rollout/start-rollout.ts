import { z } from 'zod'
import { everyTeamRole } from '@/server/accounts/roles'
import { startRollout } from '@/server/rollouts/start-rollout'
import { defaultConcurrency, rolloutInput } from '../../inputs'
import { teamProcedure } from '../../procedures'

export const startRolloutProcedure = teamProcedure(everyTeamRole)
  .input(rolloutInput.extend({ concurrency: z.int().min(1).max(500).default(defaultConcurrency) }))
  .mutation(async ({ ctx: { tx, member, announce }, input }) => {
    const { id, number } = await startRollout(tx, {
      workspaceId: member.workspace.id,
      blueprintId: input.blueprintId,
      versionNumber: input.version,
      kind: input.kind,
      concurrency: input.concurrency,
      actor: { id: member.person.id, name: member.person.name },
    })
    announce('rollout', id)
    return { number }
  })
