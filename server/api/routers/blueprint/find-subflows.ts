import { z } from 'zod'
import { subflowReferenceSchema } from '@/domain/blueprint/exchange/blueprint-file'
import { subflowLimits } from '@/domain/blueprint/subflows'
import { everyTeamRole } from '@/server/accounts/roles'
import { findVersions } from '@/server/blueprints/find-versions'
import { teamProcedure } from '../../procedures'

export const findSubflowsProcedure = teamProcedure(everyTeamRole)
  .input(
    z.object({
      calls: z.array(subflowReferenceSchema.pick({ blueprint: true, version: true })).max(subflowLimits.versions),
      like: z.array(subflowReferenceSchema.pick({ name: true, digest: true })).max(subflowLimits.versions),
    }),
  )
  .query(({ ctx: { tx }, input }) => findVersions(tx, input))
