import type { Problem } from './problem'

/** A JSON Schema is an object; `true` and `false`, which the standard allows too, say nothing useful here. */
export type JsonSchema = Record<string, unknown>

/** What a text of JSON holds; undefined for what is not JSON. */
export function readJsonText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Undefined when the text is empty or no JSON Schema. */
export function readJsonSchema(text: string): JsonSchema | undefined {
  const value = readJsonText(text)
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
}

/** Lint of a field that holds a JSON Schema as text; an empty one is allowed. */
export function jsonSchemaProblems(block: string, field: string, text: string): Problem[] {
  if (text.trim() === '' || readJsonSchema(text) !== undefined) return []
  const why = readJsonText(text) === undefined ? 'is not JSON' : 'must be a JSON object'
  const message = `The JSON Schema ${why}: write one such as {"type": "object", "properties": {…}}.`
  return [{ code: 'bad-schema', severity: 'error', message, at: { block, field } }]
}

/** The fields that a schema's objects have on the first level. */
export function schemaProperties(text: string): string[] {
  const properties = readJsonSchema(text)?.properties
  return typeof properties === 'object' && properties !== null ? Object.keys(properties) : []
}
