import { describe, expect, it } from 'vitest'
import { lint } from '../../../lint'
import { readImport } from '../../read-import'
import { invoiceWorkflow, supportWorkflow } from './n8n-fixtures'

const read = (workflow: object) => readImport(JSON.stringify(workflow))
const support = read(supportWorkflow)
const edges = (incoming: typeof support) => Object.keys(incoming.document.edges).sort()
const whats = (entries: readonly { what: string }[]) => entries.map(({ what }) => what)

describe('a chat workflow of n8n', () => {
  it('becomes blocks of the same names, in the same order', () => {
    expect(support).toMatchObject({ source: 'n8n', name: 'Support triage' })
    const kinds = Object.fromEntries(Object.entries(support.document.blocks).map(([id, { kind }]) => [id, kind]))
    expect(kinds).toEqual({
      when_chat_message_received: 'chat-message',
      text_classifier: 'decide',
      ai_agent: 'agent',
      get_order: 'send',
      was_it_sent: 'branch',
      append_row: 'template',
      write_mail: 'send',
      reply: 'reply',
    })
    expect(edges(support)).toEqual([
      'ai_agent.out>reply.in',
      'get_order.out>was_it_sent.in',
      'text_classifier.billing>ai_agent.in',
      'text_classifier.order>get_order.in',
      'was_it_sent.else>write_mail.in',
      'was_it_sent.yes>append_row.in',
      'when_chat_message_received.out>text_classifier.in',
    ])
  })

  it('reads values by the names of blocks, and conditions as CEL', () => {
    const { ai_agent, get_order, was_it_sent, write_mail } = support.document.blocks
    expect(ai_agent?.config).toMatchObject({
      prompt: 'Question: {{ input.content }}',
      instructions: 'You help with invoices.',
      tools: [{ skill: 'http', action: 'get' }],
      remember: true,
      maxSteps: 5,
    })
    expect(get_order?.config).toMatchObject({
      skill: 'http',
      action: 'get',
      inputs: { path: '/orders?q={{ input.content }}' },
    })
    expect(was_it_sent?.config).toEqual({
      conditions: [
        { name: 'Yes', when: '(get_order.output.body.status == "sent") && (get_order.output.body.total < 100)' },
      ],
    })
    expect(write_mail?.config).toMatchObject({ inputs: { subject: 'Order {{ get_order.output.body.number }}' } })
  })

  it('tells what did not come over, and that cannot be published by accident', () => {
    expect(whats(support.report.notMapped)).toEqual([
      'Tool “Wiki” of “AI Agent”',
      'Headers of “Get order”',
      '“Append row” (googleSheets)',
    ])
    expect(support.report.changed).toContainEqual(
      expect.objectContaining({ what: '“Write mail”', why: expect.stringContaining('$json.lines.map') }),
    )
    const errors = lint(support.document).filter(({ severity }) => severity === 'error')
    expect(errors.map(({ at }) => at.block)).toEqual(['append_row', 'write_mail'])
  })

  it('leaves keys and credentials behind', () => {
    expect(JSON.stringify(support)).not.toMatch(/sk-very-secret|cred-secret-id/)
  })
})

it('a loop of n8n becomes one here, without the way back', () => {
  const { document, report } = read(invoiceWorkflow)
  expect(edges(read(invoiceWorkflow))).toEqual([
    'invoices.out>loop_over_items.in',
    'loop_over_items.done>report.in',
    'loop_over_items.each>send_email.in',
    'schedule_trigger.out>invoices.in',
  ])
  expect(document.blocks.schedule_trigger?.config).toMatchObject({ cron: '30 8 * * 1,3' })
  expect(document.blocks.loop_over_items?.config).toMatchObject({ over: 'invoices.output.body' })
  expect(document.blocks.send_email?.config).toMatchObject({
    inputs: { to: '{{ loop_over_items.item.email }}', text: 'Please pay {{ loop_over_items.item.amount }}.' },
  })
  expect(document.blocks.report?.config).toMatchObject({ inputs: { channel: 'C1', text: 'Done' } })
  expect(lint(document)).toEqual([])
  expect(report.notMapped).toEqual([])
})

it('more nodes than anybody draws are refused', () => {
  const nodes = Array.from({ length: 501 }, (_, index) => ({
    name: `N${index}`,
    type: 'n8n-nodes-base.set',
    parameters: {},
  }))
  expect(() => read({ nodes, connections: {} })).toThrow(/501 parts; 500 are the most/)
})
