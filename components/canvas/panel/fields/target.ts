/** The chosen version of another blueprint; null while none is. */
export function readTarget(value: unknown): { blueprint: string; version: number } | null {
  if (typeof value !== 'object' || value === null) return null
  const [blueprint, version]: unknown[] = [Reflect.get(value, 'blueprint'), Reflect.get(value, 'version')]
  return typeof blueprint === 'string' && typeof version === 'number' ? { blueprint, version } : null
}
