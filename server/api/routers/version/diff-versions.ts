import { z } from 'zod'
import { everyTeamRole } from '@/server/accounts/roles'
import { compareVersions } from '@/server/blueprints/compare-versions'
import { versionNumberSchema } from '../../inputs'
import { teamProcedure } from '../../procedures'

const versionRef = z.union([versionNumberSchema, z.literal('draft'), z.object({ aside: z.uuid() })])

export const diffVersionsProcedure = teamProcedure(everyTeamRole)
  .input(z.object({ blueprintId: z.uuid(), from: versionRef, to: versionRef }))
  .query(({ ctx: { tx }, input }) => compareVersions(tx, input))
