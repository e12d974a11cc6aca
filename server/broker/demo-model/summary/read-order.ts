export type SummaryOrder = { length: number; bullets: boolean; focus: string }

const numbers = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']

/** "Summarise the text in at most 3 bullet points": an order by itself, not a habit that is told among others. */
const order = new RegExp(
  String.raw`^\s*(?:please\s+)?summari[sz]e\b[^.\n]{0,80}?\b(\d{1,3}|${numbers.join('|')})\s+` +
    String.raw`(?:short\s+|key\s+|main\s+)?(sentences?|bullets?|bullet points?|points?)\b`,
  'i',
)

export function readSummaryOrder(text: string): SummaryOrder | null {
  const found = order.exec(text)
  if (found === null) return null
  const [, count = '3', unit = ''] = found
  const length = /^\d/.test(count) ? Number(count) : numbers.indexOf(count.toLowerCase()) + 1
  return { length: Math.min(100, Math.max(1, length)), bullets: !/^sentence/i.test(unit), focus: focusIn(text) }
}

function focusIn(text: string): string {
  return (/\b(?:what matters|focus on|pay attention to)\b:?\s+([^\n]{1,500})/i.exec(text)?.[1] ?? '').trim()
}

/** What follows an order that stands in the same message as the text: after its colon or its line. */
export function afterOrder(text: string): string {
  const end = text.search(/:\s|\n|[.!?]\s/)
  return end < 0 ? '' : text.slice(end + 1).trim()
}
