import { compileForTest } from '@/domain/blueprint/testing/compile-for-test'
import { Drawing } from '@/domain/blueprint/testing/draw'
import type { Bundle } from '@/domain/runtime/bundle'
import { forTestTenant } from '@/runtime/testing/apply-bundle'
import { echoBundle } from '@/runtime/testing/bundles'

const compiled = (drawing: Drawing) => forTestTenant(compileForTest(drawing.document).bundle)

/** Chat, one model call, its text as the reply. */
export const echo: Bundle = echoBundle(1)

/** Four quick blocks for each item. */
export const quickSteps: Bundle = compiled(
  new Drawing()
    .trigger('webhook', { event: 'go' })
    .next('loop', { over: 'input.payload', maxItems: 10_000 }, 'each')
    .next('template', { text: 'Order {{ loop_1.item }}' })
    .next('template', { text: '{{ template.text }} of {{ tenant.name }}' })
    .next('branch', { conditions: [{ name: 'Any', when: 'loop_1.index >= 0.0' }] }, 'any')
    .next('template', { text: '{{ template_2.text }}, please' }),
)

export const waiting: Bundle = compiled(
  new Drawing().trigger('chat-message').next('wait', { amount: 1, unit: 'days' }).next('reply', { text: 'Done' }),
)

export const withAgent: Bundle = compiled(
  new Drawing()
    .trigger('chat-message')
    .next('agent', { prompt: '{{ input.content }}', tools: [{ skill: 'http', action: 'get' }] })
    .next('reply', { text: '{{ agent.text }}' }),
)

export const withCode: Bundle = compiled(
  new Drawing()
    .trigger('chat-message')
    .next('code', { source: 'return 6 * 7' })
    .next('reply', { text: '{{ code.result }}' }),
)
