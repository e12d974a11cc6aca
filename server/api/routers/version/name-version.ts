import { z } from 'zod'
import { nameVersion } from '@/server/blueprints/name-version'
import { versionNumberSchema } from '../../inputs'
import { teamProcedure } from '../../procedures'

/** What would be taken for a number or for the draft in a list of versions is no name. */
const ambiguous = /^(v\s*)?\d+$|^(the )?draft$|^latest$/i

const versionName = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(60, 'must have at most 60 characters')
  .refine((name) => !ambiguous.test(name), 'must not look like a version number, “draft” or “latest”')

export const nameVersionProcedure = teamProcedure(['owner', 'builder'])
  .input(z.object({ blueprintId: z.uuid(), number: versionNumberSchema, name: versionName.nullable() }))
  .mutation(async ({ ctx: { tx, announce }, input }) => {
    await nameVersion(tx, input)
    announce('blueprint', input.blueprintId)
  })
