type Blank = Readonly<Record<string, unknown>> | undefined

/** A new entry. `{n}` in its texts is the first number, from its place on, under which no other entry stands. */
export function freshEntry(blank: Blank, entries: readonly unknown[]): unknown {
  if (blank === undefined) return ''
  for (let number = entries.length + 1; ; number += 1) {
    const numbered = Object.entries(blank).map(([key, value]) => [key, withNumber(value, number)] as const)
    const names = numbered.filter(([key, value]) => value !== blank[key])
    const taken = entries.some((entry) => names.some(([key, value]) => fieldOf(entry, key) === value))
    if (!taken) return Object.fromEntries(numbered)
  }
}

export function moved(entries: readonly unknown[], index: number, by: -1 | 1): unknown[] {
  return entries.toSpliced(index, 1).toSpliced(index + by, 0, entries[index])
}

function withNumber(value: unknown, number: number): unknown {
  return typeof value === 'string' ? value.replaceAll('{n}', String(number)) : value
}

function fieldOf(entry: unknown, key: string): unknown {
  return typeof entry === 'object' && entry !== null ? Reflect.get(entry, key) : undefined
}
