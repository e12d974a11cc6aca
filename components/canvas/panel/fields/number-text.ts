/** `undefined` for an empty box. A comma serves as the decimal point where people write one. */
export function readNumber(text: string): number | undefined | 'unreadable' {
  const trimmed = text.trim().replace(',', '.')
  if (trimmed === '') return undefined
  return /^-?(\d+\.?\d*|\.\d+)$/.test(trimmed) ? Number(trimmed) : 'unreadable'
}

export function numberText(value: unknown): string {
  return typeof value === 'number' ? String(value) : ''
}
