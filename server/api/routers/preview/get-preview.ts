import { z } from 'zod'
import { readPreview } from '@/server/previews/read-preview'
import { teamProcedure } from '../../procedures'

/** With its key: for whoever may see what is said to a draft. */
export const getPreviewProcedure = teamProcedure(['owner', 'builder'])
  .input(z.object({ blueprintId: z.uuid() }))
  .query(({ ctx: { tx, services }, input }) => readPreview(tx, input.blueprintId, services))
