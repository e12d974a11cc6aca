import { code } from '@/domain/blueprint/block-kinds/code'
import { prepareCode } from '../../code-sandbox/prepare-code'
import { defineRunner } from '../define-runner'
import { namedValues } from '../named-values'

const outputBytes = 256_000
/** The child has to start and end as well. */
const graceMs = 10_000

export const codeRunner = defineRunner(code, (config) => {
  const source = prepareCode(config.source)
  const read = namedValues(config.inputs)
  const timeMs = config.timeSeconds * 1_000
  return {
    timeLimitMs: timeMs + graceMs,
    async run({ scope, services, signal }) {
      const limits = { timeMs, memoryMb: config.memoryMb, outputBytes }
      const { result, log } = await services.code.run(source, read(scope), { limits, signal })
      return { port: 'out', output: { result, log } }
    },
  }
})
