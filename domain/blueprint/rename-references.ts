import { BulkheadError } from '../errors'
import type { ExpressionField } from './block-kind'
import { parseExpression } from './expressions'
import { parseTemplate } from './templates'

type Span = { start: number; end: number; name: string }

/** Gives names in a template or condition new ones. A text that cannot be read stays as it is. */
export function renameReferences(
  text: string,
  syntax: ExpressionField['syntax'],
  names: ReadonlyMap<string, string>,
): string {
  let renamed = text
  for (const { start, end, name } of spansOf(text, syntax).sort((a, b) => b.start - a.start)) {
    const to = names.get(name)
    if (to !== undefined) renamed = renamed.slice(0, start) + to + renamed.slice(end)
  }
  return renamed
}

function spansOf(text: string, syntax: ExpressionField['syntax']): Span[] {
  try {
    if (syntax !== 'template') return [...parseExpression(text).uses]
    return parseTemplate(text).flatMap((part) => {
      if ('text' in part) return []
      return part.expression.uses.map(({ name, start, end }) => {
        return { name, start: start + part.offset, end: end + part.offset }
      })
    })
  } catch (error) {
    if (error instanceof BulkheadError) return []
    throw error
  }
}
