import { evaluateCondition, parseCondition } from '@/domain/blueprint/conditions'
import type { ExpressionContext } from '@/domain/blueprint/expressions'
import { BulkheadError } from '@/domain/errors'

/** A trigger's condition over `input`; empty: any. What the condition cannot be asked about (a missing field) does not pass. */
export function eventFilter(filter: string): (input: unknown, scope: ExpressionContext) => boolean {
  if (filter.trim() === '') return () => true
  const condition = parseCondition(filter)
  return (input, scope) => {
    try {
      return evaluateCondition(condition, { ...scope, input })
    } catch (error) {
      if (error instanceof BulkheadError) return false
      throw error
    }
  }
}
