import { z } from 'zod'

/**
 * Reads a value as far as it has the shape that a schema asks for; limits and rules of content are not looked at.
 * What does not fit becomes empty: `''`, `0`, `false`, the first choice, `[]`. Never throws.
 */
export function readDraft(schema: z.core.$ZodType, value: unknown): unknown {
  if (schema instanceof z.ZodObject) return readObject(schema, value)
  if (schema instanceof z.ZodArray) {
    return Array.isArray(value) ? value.map((item) => readDraft(schema.element, item)) : []
  }
  if (schema instanceof z.ZodOptional) return value === undefined ? undefined : readDraft(schema.unwrap(), value)
  if (schema instanceof z.ZodString) return typeof value === 'string' ? value : ''
  if (schema instanceof z.ZodNumber) return typeof value === 'number' ? value : 0
  if (schema instanceof z.ZodBoolean) return value === true
  if (schema instanceof z.ZodNullable)
    return value === undefined || value === null ? null : readDraft(schema.unwrap(), value)
  if (schema instanceof z.ZodRecord) return readRecord(schema, value)
  if (schema instanceof z.ZodEnum) return schema.options.find((option) => option === value) ?? schema.options[0]
  return value
}

function readObject(schema: z.ZodObject, value: unknown): Record<string, unknown> {
  const source: Record<string, unknown> = typeof value === 'object' && value !== null ? { ...value } : {}
  const read: Record<string, unknown> = {}
  for (const [key, field] of Object.entries(schema.shape)) {
    const inner = readDraft(field, source[key])
    if (inner !== undefined) read[key] = inner
  }
  return read
}

function readRecord(schema: z.ZodRecord, value: unknown): Record<string, unknown> {
  const entries = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : []
  return Object.fromEntries(entries.map(([key, item]) => [key, readDraft(schema.valueType, item)]))
}
