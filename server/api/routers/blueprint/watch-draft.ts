import { z } from 'zod'
import { everyTeamRole } from '@/server/accounts/roles'
import { findBlueprint } from '@/server/blueprints/find-blueprint'
import { readDraftNews } from '@/server/blueprints/read-draft-changes'
import { watchTeamProcedure } from '../../procedures'
import { watch } from '../../watch'

/** Others' changes as they are stored, after those that the browser knows; and who else is here. */
export const watchDraftProcedure = watchTeamProcedure(everyTeamRole)
  .input(z.object({ id: z.uuid(), sequence: z.int().positive(), tab: z.string().min(1).max(60) }))
  .subscription(async function* ({ ctx, input: { id, sequence, tab }, signal }) {
    const { presence, hints } = ctx.services
    let since = sequence
    try {
      yield* watch({
        ...ctx,
        signal,
        topic: 'blueprint',
        read: async (tx) => {
          await findBlueprint(tx, id)
          const news = await readDraftNews(tx, id, since)
          since = news.sequence
          return { news, people: presence.at(id).filter((person) => person.tab !== tab) }
        },
      })
    } finally {
      if (presence.leave(id, tab)) hints.publisher.publish({ workspaceId: ctx.workspaceId, topic: 'blueprint', id })
    }
  })
