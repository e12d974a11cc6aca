import { type ExpressionContext, parseExpression } from '@/domain/blueprint/expressions'
import { plainValue } from './plain-value'

/** A list of names and CEL, read once, as an object of plain values. */
export function namedValues(
  list: readonly { name: string; value: string }[],
): (scope: ExpressionContext) => Record<string, unknown> {
  const prepared = list.map(({ name, value }) => ({ name, value: parseExpression(value) }))
  return (scope) => Object.fromEntries(prepared.map(({ name, value }) => [name, plainValue(value.evaluate(scope))]))
}
