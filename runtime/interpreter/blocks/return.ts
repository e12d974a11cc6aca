import { returnValues } from '@/domain/blueprint/block-kinds/return'
import { defineRunner } from '../define-runner'
import { namedValues } from '../named-values'

export const returnRunner = defineRunner(returnValues, ({ values }) => {
  const read = namedValues(values)
  return { run: async ({ scope }) => ({ port: 'out', output: read(scope) }) }
})
