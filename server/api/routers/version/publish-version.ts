import { z } from 'zod'
import { publishAndRollOut } from '@/server/blueprints/publish-and-roll-out'
import { publishVersion } from '@/server/blueprints/publish-version'
import { defaultConcurrency } from '../../inputs'
import { teamProcedure } from '../../procedures'

export const publishVersionProcedure = teamProcedure(['owner', 'builder'])
  .input(
    z.object({
      blueprintId: z.uuid(),
      /** The draft's revision that the author looked at. */
      revision: z.int().positive(),
      /** Some of the changes since the latest version, and the digest of the drawing that they lead to. */
      chosen: z.object({ subjects: z.array(z.string().max(300)).max(20_000), digest: z.string().max(100) }).optional(),
      message: z.string().trim().min(1, 'Say in a few words what changed').max(500),
      /** Start a rollout to every tenant of the blueprint in the same transaction. */
      rollOut: z.boolean(),
    }),
  )
  .mutation(async ({ ctx: { tx, member, announce }, input }) => {
    const author = { id: member.person.id, name: member.person.name }
    const published = input.rollOut
      ? await publishAndRollOut(tx, {
          ...input,
          author,
          workspaceId: member.workspace.id,
          concurrency: defaultConcurrency,
        })
      : { ...(await publishVersion(tx, { ...input, author })), rollout: null }
    announce('blueprint', input.blueprintId)
    const { number, rollout } = published
    if (rollout === null) return { number, rollout: null }
    announce('rollout', rollout.id)
    return { number, rollout: { number: rollout.number } }
  })
