import { z } from 'zod'
import { everyTeamRole } from '@/server/accounts/roles'
import { rollOutBlueprint } from '@/server/blueprints/roll-out-blueprint'
import { defaultConcurrency, rolloutInput } from '../../inputs'
import { teamProcedure } from '../../procedures'

export const startRolloutProcedure = teamProcedure(everyTeamRole)
  .input(rolloutInput.extend({ concurrency: z.int().min(1).max(500).default(defaultConcurrency) }))
  .mutation(async ({ ctx: { tx, member, announce }, input }) => {
    const { id, number } = await rollOutBlueprint(tx, {
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
