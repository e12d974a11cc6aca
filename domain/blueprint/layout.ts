import { z } from 'zod'
import { blockIdSchema } from './document'

/** Where things stand on the canvas, in canvas units. Stored beside the document; never part of its digest. */
export const layoutSchema = z.strictObject({
  positions: z.record(blockIdSchema, z.strictObject({ x: z.number().finite(), y: z.number().finite() })),
})

export type Layout = z.infer<typeof layoutSchema>

export function emptyLayout(): Layout {
  return { positions: {} }
}
