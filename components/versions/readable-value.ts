/** A setting of any shape as lines of text that people read and compare: no braces, no quotes. */
export function readableValue(value: unknown): string {
  return lines(value).join('\n')
}

function lines(value: unknown): string[] {
  if (value === undefined || value === null) return []
  if (typeof value === 'boolean') return [value ? 'on' : 'off']
  if (Array.isArray(value)) return value.flatMap(entryLines)
  if (typeof value === 'object') return Object.entries(value).flatMap(([key, item]) => fieldLines(key, item))
  return String(value).split('\n')
}

function entryLines(item: unknown): string[] {
  const [first = '', ...rest] = lines(item)
  return [`• ${first}`, ...rest.map((line) => `  ${line}`)]
}

function fieldLines(key: string, value: unknown): string[] {
  const inner = lines(value)
  const words = keyWords(key)
  if (inner.join('').trim() === '') return []
  if (inner.length === 1 && !Array.isArray(value)) return [`${words}: ${inner[0]}`]
  return [`${words}:`, ...inner.map((line) => `  ${line}`)]
}

/** "maxSteps" → "max steps". */
export function keyWords(key: string): string {
  return key.replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`)
}
