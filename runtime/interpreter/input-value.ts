import type { ExpressionContext } from '@/domain/blueprint/expressions'
import { renderTemplate, type Template } from '@/domain/blueprint/templates'
import { plainValue } from './plain-value'

/** A template that is one value alone, `{{ lead.data }}`, gives the value itself; any other gives text. */
export function inputValue(
  { value, isValue }: { value: Template; isValue: boolean },
  scope: ExpressionContext,
): unknown {
  const [only] = value.filter((part) => !('text' in part) || part.text.trim() !== '')
  if (isValue && only !== undefined && 'expression' in only) return plainValue(only.expression.evaluate(scope))
  return renderTemplate(value, scope)
}
