import { subflow, subflowKey } from '@/domain/blueprint/block-kinds/subflow'
import { parseTemplate, solePath } from '@/domain/blueprint/templates'
import { BulkheadError } from '@/domain/errors'
import { defineRunner } from '../define-runner'
import { inputValue } from '../input-value'

export const subflowRunner = defineRunner(subflow, ({ target, inputs }) => {
  if (target === null) throw new BulkheadError('bad-input', 'no blueprint is chosen')
  const prepared = inputs.map(({ name, value }) => ({
    name,
    value: parseTemplate(value),
    isValue: solePath(value) !== null,
  }))
  return {
    run: async ({ scope }) => ({
      nest: 'subflow',
      target: subflowKey(target),
      input: Object.fromEntries(prepared.map(({ name, ...rest }) => [name, inputValue(rest, scope)])),
    }),
    finish: ({ results }) => ({ port: 'out', output: { outputs: results } }),
  }
})
