/** A JSON Schema (2020-12, with what drafts 4 and 7 spell otherwise), as it came. */
export type Schema = Readonly<Record<string, unknown>>

export function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function numberIn(schema: Schema, key: string): number | undefined {
  const value = schema[key]
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

export function textIn(schema: Schema, key: string): string {
  const value = schema[key]
  return typeof value === 'string' ? value : ''
}

export function listIn(schema: Schema, key: string): readonly unknown[] | undefined {
  const value = schema[key]
  return Array.isArray(value) ? value : undefined
}

export function schemasIn(schema: Schema, key: string): [string, unknown][] {
  const value = schema[key]
  return isSchema(value) ? Object.entries(value) : []
}

export function namesIn(schema: Schema, key: string): string[] {
  return (listIn(schema, key) ?? []).filter((name) => typeof name === 'string')
}

const hints: readonly (readonly [string, readonly string[]])[] = [
  ['object', ['properties', 'required', 'additionalProperties', 'patternProperties', 'minProperties']],
  ['array', ['items', 'prefixItems', 'minItems', 'contains', 'uniqueItems']],
  ['number', ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']],
  ['string', ['pattern', 'format', 'minLength', 'maxLength']],
]

/** The types that are said, else the one that the other keywords speak of; none for a schema that allows anything. */
export function typesOf(schema: Schema): string[] {
  if (schema.type !== undefined) return [schema.type].flat().filter((type) => typeof type === 'string')
  const hint = hints.find(([, keys]) => keys.some((key) => Object.hasOwn(schema, key)))
  return hint === undefined ? [] : [hint[0]]
}

/** JSON that is equal, whatever the order of keys. */
export function isSame(a: unknown, b: unknown): boolean {
  return sortedJson(a) === sortedJson(b)
}

export function sortedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sortedJson).join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${sortedJson(inner)}`).join()}}`
}
