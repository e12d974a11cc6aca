import { z } from 'zod'
import { publishVersion } from '@/server/blueprints/publish-version'
import { startRollout } from '@/server/rollouts/start-rollout'
import { defaultConcurrency } from '../../inputs'
import { teamProcedure } from '../../procedures'

export const publishVersionProcedure = teamProcedure(['owner', 'builder'])
  .input(
    z.object({
      blueprintId: z.uuid(),
      /** The draft's revision that the author looked at. */
      revision: z.int().positive(),
      message: z.string().trim().min(1, 'Say in a few words what changed').max(500),
      /** Start a rollout to every tenant of the blueprint in the same transaction. */
      rollOut: z.boolean(),
    }),
  )
  .mutation(async ({ ctx: { tx, member, announce }, input }) => {
    const { blueprintId } = input
    const author = { id: member.person.id, name: member.person.name }
    const { number } = await publishVersion(tx, { ...input, author })
    announce('blueprint', blueprintId)
    const tenants = await tx.tenant.count({ where: { blueprintId } })
    if (!input.rollOut || tenants === 0) return { number, rollout: null }
    const rollout = await startRollout(tx, {
      workspaceId: member.workspace.id,
      blueprintId,
      versionNumber: number,
      kind: 'version',
      concurrency: defaultConcurrency,
      actor: author,
    })
    announce('rollout', rollout.id)
    return { number, rollout: { number: rollout.number } }
  })
