import { isSame, isSchema, namesIn, type Schema } from './json-schema'

const mostVariants = 16

/** One schema that asks for what both ask for, as far as one schema can. */
export function mergeSchemas(a: Schema, b: Schema): Schema {
  const merged = Object.entries(b).map(([key, value]): [string, unknown] => {
    return [key, Object.hasOwn(a, key) ? combine(key, a[key], value) : value]
  })
  const whole = { ...a, ...Object.fromEntries(merged) }
  const properties = closedProperties(a, b)
  return properties === null ? whole : { ...whole, properties }
}

function combine(key: string, a: unknown, b: unknown): unknown {
  if (typeof a === 'number' && typeof b === 'number') return combineNumbers(key, a, b)
  switch (key) {
    case 'properties':
    case 'patternProperties':
    case 'dependentSchemas':
      return isSchema(a) && isSchema(b) ? combineMaps(a, b) : b
    case 'items':
    case 'additionalProperties':
    case 'contains':
    case 'propertyNames':
      return both(a, b)
    case 'required':
      return [...new Set([a, b].flat())]
    case 'enum':
      return Array.isArray(a) && Array.isArray(b) ? a.filter((one) => b.some((other) => isSame(one, other))) : b
    case 'type':
      return commonTypes([a].flat(), [b].flat())
    case 'anyOf':
    case 'oneOf':
      return Array.isArray(a) && Array.isArray(b)
        ? a.flatMap((one) => b.map((other) => ({ allOf: [one, other] }))).slice(0, mostVariants)
        : b
    case 'not':
      return { anyOf: [a, b] }
    default:
      return b
  }
}

function combineNumbers(key: string, a: number, b: number): number {
  if (/^(?:min|exclusiveMin)/.test(key)) return Math.max(a, b)
  if (/^(?:max|exclusiveMax)/.test(key)) return Math.min(a, b)
  if (key === 'multipleOf' && Number.isInteger(a) && Number.isInteger(b)) return commonMultiple(a, b)
  return b
}

function combineMaps(a: Schema, b: Schema): Schema {
  const entries = Object.entries(b).map(([key, value]): [string, unknown] => {
    return [key, Object.hasOwn(a, key) ? both(a[key], value) : value]
  })
  return { ...a, ...Object.fromEntries(entries) }
}

function both(a: unknown, b: unknown): unknown {
  if (a === false || b === false) return false
  if (a === true) return b
  return b === true ? a : { allOf: [a, b] }
}

function commonTypes(a: readonly unknown[], b: readonly unknown[]): unknown[] {
  const has = (types: readonly unknown[], type: unknown) =>
    types.includes(type) || (type === 'integer' && types.includes('number'))
  return [...new Set([...a.filter((type) => has(b, type)), ...b.filter((type) => has(a, type))])]
}

/** What one side knows and the other side closes out may not be there. */
function closedProperties(a: Schema, b: Schema): Schema | null {
  if (a.additionalProperties !== false && b.additionalProperties !== false) return null
  const [left, right] = [isSchema(a.properties) ? a.properties : {}, isSchema(b.properties) ? b.properties : {}]
  const isOut = (closing: Schema, known: Schema, key: string) =>
    closing.additionalProperties === false &&
    !Object.hasOwn(known, key) &&
    Object.keys(isSchema(closing.patternProperties) ? closing.patternProperties : {}).length === 0
  const keys = [...new Set([...Object.keys(left), ...Object.keys(right), ...namesIn(a, 'required')])]
  return Object.fromEntries(
    keys.flatMap((key): [string, unknown][] => {
      if (isOut(a, left, key) || isOut(b, right, key)) return [[key, false]]
      if (!Object.hasOwn(left, key) && !Object.hasOwn(right, key)) return []
      return [[key, both(left[key] ?? true, right[key] ?? true)]]
    }),
  )
}

function commonMultiple(a: number, b: number): number {
  let [large, small] = [Math.abs(a), Math.abs(b)]
  while (small > 0) [large, small] = [small, large % small]
  return large === 0 ? b : Math.abs(a * b) / large
}
