import { z } from 'zod'
import type { BlueprintDocument } from '@/domain/blueprint/document'
import { subflowReferenceSchema } from '@/domain/blueprint/exchange/blueprint-file'
import type { Layout } from '@/domain/blueprint/layout'
import { subflowLimits } from '@/domain/blueprint/subflows'
import { importBlueprint } from '@/server/blueprints/import-blueprint'
import { nameSchema } from '../../inputs'
import { teamProcedure } from '../../procedures'

const isObject = (value: unknown) => typeof value === 'object' && value !== null

export const importBlueprintProcedure = teamProcedure(['owner', 'builder'])
  .input(
    z.object({
      name: nameSchema,
      /** Parsed in full by the use case, which names every problem's place in the drawing. */
      document: z.custom<BlueprintDocument>(isObject, 'must be a blueprint document'),
      layout: z.custom<Layout>(isObject, 'must be a layout'),
      subflows: z.array(subflowReferenceSchema).max(subflowLimits.versions),
      replace: z.object({ id: z.uuid(), revision: z.int().positive() }).optional(),
    }),
  )
  .mutation(async ({ ctx: { tx, member, announce }, input }) => {
    const imported = await importBlueprint(tx, {
      ...input,
      workspaceId: member.workspace.id,
      actor: member.person,
    })
    announce('blueprint', imported.id)
    return imported
  })
