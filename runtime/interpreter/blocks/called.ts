import { called } from '@/domain/blueprint/block-kinds/called'
import { defineRunner } from '../define-runner'
import { passInput } from '../pass-input'

/** An input that the caller leaves out is an empty text. */
export const calledRunner = defineRunner(called, ({ inputs }) => {
  const missing = Object.fromEntries(inputs.map(({ name }) => [name, '']))
  return {
    run: async (context) => {
      const given = context.scope.input as Record<string, unknown>
      return passInput({ ...context, scope: { ...context.scope, input: { ...missing, ...given } } })
    },
  }
})
