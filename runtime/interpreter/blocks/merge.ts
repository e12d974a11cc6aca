import { merge } from '@/domain/blueprint/block-kinds/merge'
import { type Expression, type ExpressionContext, parseExpression } from '@/domain/blueprint/expressions'
import { BulkheadError } from '@/domain/errors'
import { defineRunner } from '../define-runner'
import { plainValue } from '../plain-value'

export const mergeRunner = defineRunner(merge, (config) => {
  const values = config.values.map(parseExpression)
  return {
    async run({ scope }) {
      const all = values.map((value) => valueHere(value, scope)).filter((value) => value !== null)
      const [value] = all
      if (value === undefined) throw new BulkheadError('bad-input', 'none of the paths that ran gave one of its values')
      return { port: 'out', output: { value, all } }
    },
  }
})

/** Null for a value of a path that was not taken. */
function valueHere(value: Expression, scope: ExpressionContext): unknown {
  try {
    return plainValue(value.evaluate(scope))
  } catch (error) {
    if (error instanceof BulkheadError) return null
    throw error
  }
}
