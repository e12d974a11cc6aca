import { isSchema, listIn, type Schema, schemasIn } from './json-schema'
import { mergeSchemas } from './merge-schemas'

/** `merges` counts down: schemas come from sandboxes, and references may fan out without end. */
export type Flattening = { root: unknown; merges: number }

/** `refs`: the references that led here, from the root on. */
type FlatSchema = { schema: Schema; refs: readonly string[] }

const mostHops = 24

/** The schema with its references followed and `allOf` put together; null for one that allows nothing. */
export function flatten(
  schema: unknown,
  flattening: Flattening,
  refs: readonly string[] = [],
  hops = 0,
): FlatSchema | null {
  if (schema === true) return { schema: {}, refs }
  if (!isSchema(schema)) return null
  flattening.merges -= 1 + (isSchema(schema.properties) ? Object.keys(schema.properties).length : 0)
  if (flattening.merges < 0 || hops > mostHops) return { schema: {}, refs }
  const { $ref, allOf: _parts, ...own } = schema
  const parts: unknown[] = [...(listIn(schema, 'allOf') ?? [])]
  let flat: FlatSchema = { schema: own, refs }
  if (typeof $ref === 'string') {
    const target = flatten(resolve(flattening.root, $ref), flattening, [...refs, $ref], hops + 1)
    if (target === null) return null
    flat = { schema: mergeSchemas(target.schema, own), refs: target.refs }
  }
  for (const part of parts) {
    const other = flatten(part, flattening, flat.refs, hops + 1)
    if (other === null) return null
    flat = { schema: mergeSchemas(flat.schema, other.schema), refs: other.refs }
  }
  return flat
}

/** References inside the schema: `#`, `#/$defs/x`, `#anchor`. Nothing outside is fetched. */
export function resolve(root: unknown, ref: string): unknown {
  if (ref === '#') return root
  if (!ref.startsWith('#')) return undefined
  if (!ref.startsWith('#/')) return anchored(root, ref.slice(1))
  let found = root
  for (const step of ref.slice(2).split('/').slice(0, 100)) {
    const key = decoded(step).replaceAll('~1', '/').replaceAll('~0', '~')
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined
    found = (found as Readonly<Record<string, unknown>>)[key]
  }
  return found
}

function anchored(root: unknown, name: string): unknown {
  if (!isSchema(root)) return undefined
  const definitions = [...schemasIn(root, '$defs'), ...schemasIn(root, 'definitions')]
  return definitions.find(([, schema]) => isSchema(schema) && schema.$anchor === name)?.[1]
}

function decoded(step: string): string {
  try {
    return decodeURIComponent(step)
  } catch {
    // A stray percent sign means itself.
    return step
  }
}
