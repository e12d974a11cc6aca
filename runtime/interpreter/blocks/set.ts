import { set } from '@/domain/blueprint/block-kinds/set'
import { defineRunner } from '../define-runner'
import { namedValues } from '../named-values'

export const setRunner = defineRunner(set, ({ scope: kept, values }) => {
  const read = namedValues(values)
  return {
    async run({ scope, run }) {
      const output = read(scope)
      if (kept === 'turn') return { port: 'out', output }
      return { port: 'out', output, variables: { session: kept === 'session' ? run.session : null, values: output } }
    },
  }
})
