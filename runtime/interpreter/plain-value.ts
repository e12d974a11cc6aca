/** A value of CEL as JSON: whole numbers come as `bigint`, maps as `Map`. */
export function plainValue(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value)
  if (value === undefined || typeof value === 'function') return null
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.map(plainValue)
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, inner]) => [String(key), plainValue(inner)]))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plainValue(inner)]))
}
