import { z } from 'zod'

/**
 * The permission manifest: everything a bundle may reach, derived from the drawing alone. The broker refuses the rest.
 * `default` in `models` stands for the model that the workspace's provider names as its default.
 */
export const manifestSchema = z.strictObject({
  format: z.literal(1),
  models: z.array(z.string().min(1).max(120)).max(50),
})

export type PermissionManifest = z.infer<typeof manifestSchema>

export type BlockModelUse = { model: string }
