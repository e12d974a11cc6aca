export type Path = readonly (string | number)[]

/** `branches.0.name`, as lint names fields. */
export function pathText(path: Path): string {
  return path.join('.')
}

/** The path of a FieldSpec: `accept.images`; empty for the entry itself. */
export function stepsOf(path: string): string[] {
  return path === '' ? [] : path.split('.')
}

export function readAt(value: unknown, path: Path): unknown {
  let current = value
  for (const step of path) {
    if (typeof current !== 'object' || current === null) return undefined
    current = Reflect.get(current, step)
  }
  return current
}

/** A copy with one value replaced; `undefined` removes the key. Only the objects on the way are copied. */
export function writeAt(value: unknown, path: Path, next: unknown): unknown {
  const [step, ...rest] = path
  if (step === undefined) return next
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (index === step ? writeAt(item, rest, next) : item))
  const source: Record<string, unknown> = typeof value === 'object' && value !== null ? { ...value } : {}
  const written = writeAt(source[step], rest, next)
  if (written === undefined) delete source[step]
  else source[step] = written
  return source
}
