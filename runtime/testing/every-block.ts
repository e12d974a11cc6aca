import { subflowKey } from '@/domain/blueprint/block-kinds/subflow'
import type { SubflowSources } from '@/domain/blueprint/subflows'
import { compileForTest } from '@/domain/blueprint/testing/compile-for-test'
import { Drawing } from '@/domain/blueprint/testing/draw'
import type { Bundle } from '@/domain/runtime/bundle'
import type { ModelRequest } from '../models/model-client'

const echo = { blueprint: '00000000-0000-4000-8000-0000000000f1', version: 3 }

const subflows: SubflowSources = new Map([
  [
    subflowKey(echo),
    {
      ...echo,
      name: 'Shout',
      document: new Drawing()
        .trigger('called')
        .next('wait', { amount: 2, unit: 'hours' })
        .next('template', { text: '{{ input.text }}!' })
        .next('return', { values: [{ name: 'text', value: 'template.text' }] }).document,
    },
  ],
])

/** One run of this visits every kind of block, waits in every way, and acts outside. */
export function everyBlockBundle(): Bundle {
  const drawing = new Drawing()
    .trigger('chat-message')
    .trigger('webhook', { event: 'order.created' })
    .trigger('schedule', { cron: '0 9 * * *' })
    .trigger('email-received')
    .trigger('skill-event')
    .next('set', {
      scope: 'tenant',
      values: [{ name: 'runs', value: 'has(tenant.vars.runs) ? tenant.vars.runs + 1 : 1' }],
    })
    .next('template', { text: 'Order of {{ tenant.name }}, 12 apples. Please deliver on Monday.' })
    .next('remember', { text: '{{ template.text }}', scope: 'session' })
    .next('recall', { query: 'apples' })
    .next('search-documents', { query: 'apples' })
    .next('branch', { conditions: [{ name: 'Yes', when: 'recall.count > 0' }] }, 'yes')
    .next('reason', { prompt: '{{ recall.text }}' })
    .next(
      'decide',
      {
        prompt: '{{ reason.text }}',
        branches: [
          { name: 'Order', description: 'Wants something' },
          { name: 'Other', description: 'Else' },
        ],
      },
      'order',
    )
    .next('extract', {
      prompt: '{{ template.text }}',
      fields: [{ name: 'what', type: 'text', description: 'What is ordered', required: true }],
    })
    .next('summarise', { text: '{{ template.text }}' })
    .next('agent', { prompt: 'Tell them', tools: [{ skill: 'slack', action: 'post_message' }] })
    .next('loop', { over: '[1, 2, 3]', atOnce: 1, collect: 'code.result.input.n', onItemError: 'stop' }, 'each')
    .next('code', { source: 'return input.n * 2', inputs: [{ name: 'n', value: 'loop_1.item' }] })
    .next('wait', { for: 'duration', amount: 1, unit: 'minutes' })
    .from(['loop_1', 'done'])
    .next('wait', { for: 'event', event: 'payment.received', match: 'event.payload.ok', amount: 1, unit: 'days' })
    .next('wait', { for: 'condition', condition: 'tenant.vars.runs >= 1', amount: 1, unit: 'days' })
    .next('approval', { question: 'Deliver {{ extract.data.what }}?' }, 'approved')
    .next('subflow', { target: echo, inputs: [{ name: 'text', value: '{{ extract.data.what }}' }] })
    .next('merge', { values: ['subflow.outputs.text'] })
    .next('send', {
      skill: 'email',
      action: 'send',
      inputs: { to: 'a@example.com', subject: 'Order', text: '{{ merge.value }}' },
    })
    .next('call-webhook', { body: '{{ loop_1.results }}' })
    .next('reply', { text: '{{ summarise.text }} {{ merge.value }} by {{ approval.person }}' })
    .next('return', { values: [{ name: 'runs', value: 'set.runs' }] })
  return compileForTest(drawing.document, {}, subflows).bundle
}

/** A model that answers every block of it in the form that it asks for. */
export function answerEveryBlock({ answerSchema }: ModelRequest): string {
  if (answerSchema?.name === 'decision') return '{"branch":"Order"}'
  if (answerSchema?.name === 'extraction') return '{"what":"12 apples"}'
  return 'Twelve apples on Monday.'
}
