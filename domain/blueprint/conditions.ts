import { BulkheadError } from '../errors'
import { type Expression, type ExpressionContext, inferType, parseExpression } from './expressions'

/** Throws `bad-input` when the text is not CEL, or can never be a yes or no. */
export function parseCondition(text: string): Expression {
  const expression = parseExpression(text)
  const type = inferType(text)
  if (type !== 'bool' && type !== 'dyn') {
    throw new BulkheadError('bad-input', `A condition must be true or false, but \`${text.trim()}\` gives ${type}.`, {
      details: { expression: text, position: 0 },
    })
  }
  return expression
}

/** Throws `bad-input` when a path has no value or the answer is neither true nor false. */
export function evaluateCondition(condition: string | Expression, context: ExpressionContext): boolean {
  const expression = typeof condition === 'string' ? parseCondition(condition) : condition
  const value = expression.evaluate(context)
  if (typeof value === 'boolean') return value
  throw new BulkheadError(
    'bad-input',
    `A condition must be true or false, but \`${expression.source.trim()}\` is not.`,
    {
      details: { expression: expression.source },
    },
  )
}

/** The names that a condition reads, each once. Throws like `parseCondition`. */
export function conditionNames(text: string): string[] {
  return [...new Set(parseExpression(text).uses.map((use) => use.name))]
}
