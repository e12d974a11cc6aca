import { z } from 'zod'
import { documentLimits } from '../document'
import { layoutSchema } from '../layout'

export const fileFormat = 'bulkhead-blueprint'
export const fileFormatVersion = 1

const digestSchema = z.string().regex(/^sha256:[0-9a-f]{64}$/, 'is not a digest such as sha256:…')

/** A version of another blueprint that the drawing calls: ids mean something in one workspace, name and digest anywhere. */
export const subflowReferenceSchema = z.strictObject({
  blueprint: z.uuid(),
  version: z.int().positive(),
  name: z.string().trim().min(1).max(documentLimits.nameChars),
  digest: digestSchema,
})

export type SubflowReference = z.infer<typeof subflowReferenceSchema>

/**
 * A blueprint as one file. It holds what is drawn and nothing of any tenant: no values, no secrets, no connections. The
 * document is checked by `parseDocument`, which names the place of each problem.
 */
export const blueprintFileSchema = z.strictObject({
  format: z.literal(fileFormat),
  formatVersion: z.literal(fileFormatVersion),
  name: z.string().trim().min(1, 'is empty').max(documentLimits.nameChars),
  /** Of the document in this file. */
  digest: digestSchema.optional(),
  document: z.record(z.string(), z.unknown()),
  layout: layoutSchema,
  subflows: z.array(subflowReferenceSchema).max(50, 'at most 50 subflows'),
})

export type BlueprintFile = z.infer<typeof blueprintFileSchema>
