import { z } from 'zod'

export const fieldTypes = ['text', 'number', 'boolean', 'date', 'email'] as const

export const extractFieldSchema = z.strictObject({
  name: z
    .string('must be text')
    .regex(/^[a-z][a-z0-9_]{0,39}$/, 'must start with a letter and hold only a-z, 0-9 and _ (at most 40)'),
  type: z.enum(fieldTypes, `must be one of ${fieldTypes.join(', ')}`),
  description: z.string('must be text').max(500, 'may hold 500 characters'),
  required: z.boolean('must be on or off'),
})

export type ExtractField = z.infer<typeof extractFieldSchema>

export type JsonSchemaProperty = { type: string | string[]; description?: string; format?: string }

export type ExtractJsonSchema = {
  type: 'object'
  properties: Record<string, JsonSchemaProperty>
  required: string[]
  additionalProperties: false
}

const jsonTypes = {
  text: { type: 'string' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  date: { type: 'string', format: 'date' },
  email: { type: 'string', format: 'email' },
} as const

/**
 * The JSON Schema sent to the model. Every property is listed as required and an optional one may be null: that is what
 * structured outputs of OpenAI-compatible providers ask for in strict mode.
 */
export function extractJsonSchema(fields: readonly ExtractField[]): ExtractJsonSchema {
  const properties = fields.map((field): [string, JsonSchemaProperty] => {
    const base: JsonSchemaProperty = jsonTypes[field.type]
    const type = field.required ? base.type : [jsonTypes[field.type].type, 'null']
    return [field.name, { ...base, type, ...(field.description === '' ? {} : { description: field.description }) }]
  })
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    required: fields.map((field) => field.name),
    additionalProperties: false,
  }
}

const values = {
  text: z.string().max(16_000),
  number: z.number(),
  boolean: z.boolean(),
  date: z.iso.date('must be a date such as 2026-03-31'),
  email: z.email('must be an e-mail address'),
} as const

const requiredText = values.text.trim().min(1, 'was not found')

/**
 * Checks what the model gave. A required text must not be empty; an optional field that is absent, empty or of the
 * wrong form is null, because a guess must not pass for a fact.
 */
export function extractValueSchema(fields: readonly ExtractField[]): z.ZodType<Record<string, unknown>> {
  const shape = fields.map((field): [string, z.ZodType] => {
    const value: z.ZodType<string | number | boolean> = values[field.type]
    if (field.required) return [field.name, field.type === 'text' ? requiredText : value]
    const lenient = value.nullable().catch(null)
    return [field.name, lenient.transform((found) => (found === '' ? null : found))]
  })
  return z.object(Object.fromEntries(shape))
}
