import { chooseBranch } from './choose-branch'
import { findValue, type WantedValue } from './extract/find-value'

/** A JSON Schema, as far as structured outputs use it. */
type Schema = Readonly<Record<string, unknown>>

/** `left` counts down over the whole schema, which comes from a sandbox: beyond it, what is left is null or left out. */
type Reading = { instructions: string; text: string; left: number }

export const schemaLimits = { values: 60, minItems: 20, optionNames: 50 } as const

/** A value that the schema allows, filled from the text. */
export function fillSchema(schema: unknown, { instructions, text }: { instructions: string; text: string }): unknown {
  return fillAny(schema, { instructions, text, left: schemaLimits.values }, '', true)
}

function fillAny(schema: unknown, reading: Reading, name: string, isRequired: boolean): unknown {
  reading.left -= 1
  if (!isSchema(schema) || reading.left < 0) return null
  if ('const' in schema) return schema.const
  if (Array.isArray(schema.enum)) return fillEnum(schema.enum, schema, reading, name)
  const variants = schema.anyOf ?? schema.oneOf
  if (Array.isArray(variants)) return fillVariants(variants, reading, name, isRequired)
  const types = [schema.type].flat()
  if (types.includes('object') || isSchema(schema.properties)) return fillObject(schema, reading)
  const nullable = types.includes('null')
  const type = types.find((candidate) => candidate !== 'null')
  if (type === 'array') return fillArray(schema, reading, name)
  const value = fillPlain(String(type ?? 'string'), schema, reading, name)
  if (value !== null) return value
  return nullable || type === undefined ? null : isRequired ? emptyOf(String(type), schema) : undefined
}

function fillObject(schema: Schema, reading: Reading): Record<string, unknown> {
  const properties = isSchema(schema.properties) ? schema.properties : {}
  const required = Array.isArray(schema.required) ? schema.required : []
  const filled: Record<string, unknown> = {}
  for (const [key, property] of Object.entries(properties)) {
    if (reading.left <= 0) break
    const value = fillAny(property, reading, key, required.includes(key))
    if (value !== undefined) filled[key] = value
  }
  return filled
}

function fillEnum(options: readonly unknown[], schema: Schema, reading: Reading, name: string): unknown {
  const names = options.filter((option) => typeof option === 'string').slice(0, schemaLimits.optionNames)
  if (names.length === 0) return options[0] ?? null
  const about = typeof schema.description === 'string' ? `${name}: ${schema.description}` : ''
  return chooseBranch(names, `${reading.instructions}\n${about}`, reading.text)
}

function fillVariants(variants: readonly unknown[], reading: Reading, name: string, isRequired: boolean): unknown {
  const isNull = (variant: unknown) => isSchema(variant) && variant.type === 'null'
  const main = variants.find((variant) => !isNull(variant))
  const value = fillAny(main, reading, name, isRequired && !variants.some(isNull))
  return value === undefined && variants.some(isNull) ? null : value
}

function fillArray(schema: Schema, reading: Reading, name: string): unknown[] {
  const value = fillAny(schema.items, reading, name, false)
  if (value !== null && value !== undefined) return [value]
  const least = typeof schema.minItems === 'number' ? Math.min(schemaLimits.minItems, Math.max(0, schema.minItems)) : 0
  return Array.from({ length: least }, () => fillAny(schema.items, reading, name, true))
}

function fillPlain(type: string, schema: Schema, reading: Reading, name: string): unknown {
  const description = typeof schema.description === 'string' ? schema.description : ''
  const value = findValue(reading.text, { name, description, type: wantedType(type, schema) })
  if (value === null) return null
  if (typeof value === 'number') return withinLimits(type === 'integer' ? Math.round(value) : value, schema)
  if (typeof value === 'string' && typeof schema.maxLength === 'number') return value.slice(0, schema.maxLength)
  return value
}

function wantedType(type: string, schema: Schema): WantedValue['type'] {
  if (type === 'number' || type === 'integer') return 'number'
  if (type === 'boolean') return 'boolean'
  if (schema.format === 'email') return 'email'
  return schema.format === 'date' ? 'date' : 'text'
}

function withinLimits(value: number, { minimum, maximum }: Schema): number {
  const low = typeof minimum === 'number' ? Math.max(minimum, value) : value
  return typeof maximum === 'number' ? Math.min(maximum, low) : low
}

function emptyOf(type: string, schema: Schema): unknown {
  if (type === 'number' || type === 'integer') return withinLimits(0, schema)
  return type === 'boolean' ? false : ''
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
