import { loop, loopLimits } from '@/domain/blueprint/block-kinds/loop'
import { parseExpression } from '@/domain/blueprint/expressions'
import { BulkheadError } from '@/domain/errors'
import { defineRunner } from '../define-runner'
import { plainValue } from '../plain-value'

export const loopRunner = defineRunner(loop, (config) => {
  const over = parseExpression(config.over)
  const collect = config.collect.trim() === '' ? null : parseExpression(config.collect)
  return {
    async run({ scope }) {
      const items = over.evaluate(scope)
      if (!Array.isArray(items)) {
        throw new BulkheadError(
          'bad-input',
          `\`${config.over.trim()}\` is not a list, so there is nothing to go through`,
        )
      }
      const most = Math.min(config.maxItems, loopLimits.items)
      if (items.length > most) {
        throw new BulkheadError('over-limit', `the list has ${items.length} items, and the loop takes ${most} at most`)
      }
      const { atOnce, onItemError } = config
      return { nest: 'items', items: items.map(plainValue), atOnce, onItemError }
    },
    collect: (scope, item) => plainValue(collect === null ? item : collect.evaluate(scope)),
    finish: ({ results, failed }) => {
      const count = Array.isArray(results) ? results.length : 0
      return { port: 'done', output: { results, count, failed } }
    },
  }
})
