import { z } from 'zod'
import { boundedJsonSchema, boundedObjectSchema } from './bounded-json'

const toolLimits = { tools: 64, calls: 64, descriptionChars: 8_000, argumentChars: 500_000 } as const

const nameSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/, 'must hold 1 to 64 letters, digits, hyphens and underscores')

const toolSchema = z.strictObject({
  type: z.literal('function'),
  function: z.strictObject({
    name: nameSchema,
    description: z.string().max(toolLimits.descriptionChars).optional(),
    parameters: boundedObjectSchema.optional(),
    strict: z.boolean().nullish(),
  }),
})

export const toolsSchema = z
  .array(toolSchema)
  .max(toolLimits.tools, `may name ${toolLimits.tools} tools`)
  .refine((tools) => new Set(tools.map((tool) => tool.function.name)).size === tools.length, 'names a tool twice')

export const toolChoiceSchema = z.union([
  z.enum(['none', 'auto', 'required']),
  z.strictObject({ type: z.literal('function'), function: z.strictObject({ name: nameSchema }) }),
])

/** Some providers hang a signature on a call (`extra_content`) and want it back. */
const toolCallSchema = z.strictObject({
  id: z.string().min(1).max(200),
  type: z.literal('function'),
  function: z.strictObject({ name: nameSchema, arguments: z.string().max(toolLimits.argumentChars) }),
  extra_content: boundedJsonSchema.optional(),
  index: z.int().nonnegative().optional(),
})

export const toolCallsSchema = z.array(toolCallSchema).min(1).max(toolLimits.calls)
