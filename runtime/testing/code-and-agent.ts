import { compileForTest } from '@/domain/blueprint/testing/compile-for-test'
import { Drawing } from '@/domain/blueprint/testing/draw'
import type { Bundle } from '@/domain/runtime/bundle'
import { bundleOf } from './bundles'

/** Counts the words by code that needs this many megabytes, and has an agent say the rest. What fails is told. */
export function codeAndAgentBundle(hogMb = 0): Bundle {
  const source = `const hog: number[][] = []
    for (let n = 0; n < ${hogMb * 64}; n += 1) hog.push(new Array(1000).fill(n))
    return input.text.split(' ').length as number`
  const drawing = new Drawing()
    .trigger('chat-message')
    .next('code', { source, inputs: [{ name: 'text', value: 'input.content' }], memoryMb: 128, timeSeconds: 30 })
    .next('agent', { prompt: '{{ code.result }} words', tools: [{ skill: 'http', action: 'get' }] })
    .next('reply', { text: '{{ agent.text }}' })
    .from(['code', 'error'], ['agent', 'error'])
    .next('reply', { text: '{{ code.error.code }}: {{ code.error.message }}' })
  const { bundle } = compileForTest(drawing.document)
  const { workspaceId, tenant } = bundleOf([])
  return { ...bundle, workspaceId, tenant }
}
