/** `undefined` for an empty box. A comma serves as the decimal point where people write one. */
export function readNumber(text: string): number | undefined | 'unreadable' {
  const trimmed = text.trim().replace(',', '.')
  if (trimmed === '') return undefined
  return /^-?(\d+\.?\d*|\.\d+)$/.test(trimmed) ? Number(trimmed) : 'unreadable'
}

export function numberText(value: unknown): string {
  return typeof value === 'number' ? String(value) : ''
}

/** What the box shows: what is being typed as long as it says what is stored, so that undo is seen while typing too. */
export function shownNumber(typed: string | undefined, value: unknown): string {
  if (typed === undefined) return numberText(value)
  const read = readNumber(typed)
  return read === 'unreadable' || read === value ? typed : numberText(value)
}
