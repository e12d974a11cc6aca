import { z } from 'zod'
import { everyTeamRole } from '@/server/accounts/roles'
import { findBlueprint } from '@/server/blueprints/find-blueprint'
import { readDraftNews } from '@/server/blueprints/read-draft-changes'
import { watchTeamProcedure } from '../../procedures'
import { watch } from '../../watch'

/** Others' changes as they are stored, after those that the browser knows. */
export const watchDraftProcedure = watchTeamProcedure(everyTeamRole)
  .input(z.object({ id: z.uuid(), sequence: z.int().positive() }))
  .subscription(({ ctx, input: { id, sequence }, signal }) => {
    let since = sequence
    return watch({
      ...ctx,
      signal,
      topic: 'blueprint',
      read: async (tx) => {
        await findBlueprint(tx, id)
        const news = await readDraftNews(tx, id, since)
        since = news.sequence
        return news
      },
    })
  })
