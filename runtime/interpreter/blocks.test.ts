import { expect, it } from 'vitest'
import { blockKinds } from '@/domain/blueprint/block-kinds/registry'
import { BulkheadError } from '@/domain/errors'
import { bundleOf, chat, reason, reply, step } from '../testing/bundles'
import { scriptedRuns } from '../testing/scripted-runs'
import { scriptedTurn } from '../testing/scripted-turn'
import { blockRunners } from './registry'

it('every block kind of the drawing has its runtime half, and no other exists', () => {
  expect([...blockRunners.keys()].sort()).toEqual(Object.keys(blockKinds).sort())
})

it('fills instructions, prompt and reply from input, slots, tenant and earlier blocks', async () => {
  const config = { instructions: 'Be {{ slots.tone }} for {{ tenant.name }}.', prompt: 'Q: {{ input.content }}' }
  const { reply: text, requests } = await scriptedTurn(
    bundleOf([chat('think'), reason('think', { out: ['say'] }, config), reply('say', '> {{ think.text }}')]),
  )
  expect(text).toBe('> echo Q: hello')
  expect(requests[0]?.messages).toEqual([
    { role: 'system', content: 'Be calm for Acme & Söhne.' },
    { role: 'user', content: 'Q: hello' },
  ])
})

it('sends what was said earlier only to a block that remembers', async () => {
  const roles = async (remember: boolean) => {
    const runs = scriptedRuns(
      bundleOf([chat('think'), reason('think', { out: ['say'] }, { remember }), reply('say', 'b')]),
    )
    await runs.say('a')
    await runs.say('c')
    runs.close()
    return runs.requests[1]?.messages.map(({ role }) => role)
  }
  expect(await roles(true)).toEqual(['system', 'user', 'assistant', 'user'])
  expect(await roles(false)).toEqual(['system', 'user'])
})

it('streams the answer word by word when the reply is exactly the answer', async () => {
  const bundle = bundleOf([chat('think'), reason('think', { out: ['say'] }), reply('say', '{{ think.text }}')])
  const { reply: text, deltas } = await scriptedTurn(bundle, { say: () => 'one two three' })
  expect(deltas).toEqual(['one ', 'two ', 'three'])
  expect(text).toBe('one two three')
})

it('sends the reply in one piece when it says more than the answer, or when another reply comes first', async () => {
  const framed = bundleOf([chat('think'), reason('think', { out: ['say'] }), reply('say', 'Well: {{ think.text }}')])
  expect((await scriptedTurn(framed, { say: () => 'one two' })).deltas).toEqual(['Well: one two'])
  const second = bundleOf([
    chat('think'),
    reason('think', { out: ['first', 'say'] }),
    reply('first', 'Listen.'),
    reply('say', '{{ think.text }}'),
  ])
  const { reply: text, deltas } = await scriptedTurn(second, { say: () => 'one two' })
  expect(text).toBe('Listen.\n\none two')
  expect(deltas.join('')).toBe(text)
})

const decide = (next: Record<string, string[]>) =>
  step({
    id: 'triage',
    kind: 'decide',
    config: {
      model: 'default',
      instructions: '',
      prompt: '{{ input.content }}',
      branches: [
        { name: 'Billing', description: 'Money' },
        { name: 'Something else', description: 'Rest' },
      ],
      fallback: 'Something else',
    },
    next,
  })
const triage = bundleOf([
  chat('triage'),
  decide({ billing: ['money'], 'something-else': ['rest'], error: ['sorry'] }),
  reply('money', 'M'),
  reply('rest', 'R'),
  reply('sorry', 'E {{ triage.error.code }}'),
])

it.each([
  ['{"branch":"Billing"}', 'M'],
  ['{"branch":"Invented"}', 'R'],
  ['billing', 'M'],
  ['I would say it depends', 'R'],
  ['', 'R'],
])('decide always takes a drawn branch: %s', async (answer, expected) => {
  const { reply: text, requests } = await scriptedTurn(triage, { say: () => answer })
  expect(text).toBe(expected)
  expect(requests[0]?.messages[0]?.content).toContain('- Billing: Money')
})

it('an error goes by the error path where one is drawn, and fails the turn by name where none is', async () => {
  const say = () => {
    throw new BulkheadError('model-unavailable', 'The model is away.')
  }
  expect((await scriptedTurn(triage, { say })).reply).toBe('E model-unavailable')
  const bare = bundleOf([chat('think'), reason('think', { out: ['say'] }), reply('say', '{{ think.text }}')])
  await expect(scriptedTurn(bare, { say })).rejects.toMatchObject({
    code: 'model-unavailable',
    message: '"The think" failed: The model is away.',
  })
})

it('half an answer that was streamed is not taken back by the error path', async () => {
  const bundle = bundleOf([
    chat('think'),
    reason('think', { out: ['say'], error: ['sorry'] }),
    reply('say', '{{ think.text }}'),
    reply('sorry', 'Sorry.'),
  ])
  const say = (request: { onDelta?: (text: string) => void }) => {
    request.onDelta?.('Half an ')
    throw new BulkheadError('model-unavailable', 'Cut off.')
  }
  await expect(scriptedTurn(bundle, { say })).rejects.toMatchObject({ code: 'model-unavailable' })
})

const fields = [
  { name: 'email', type: 'email', description: '', required: true },
  { name: 'budget', type: 'number', description: '', required: false },
]
const extraction = bundleOf([
  chat('lead'),
  step({
    id: 'lead',
    kind: 'extract',
    config: { model: 'default', instructions: '', prompt: '{{ input.content }}', fields },
    next: { out: ['rich'] },
  }),
  step({
    id: 'rich',
    kind: 'branch',
    config: { conditions: [{ name: 'Big', when: 'lead.data.budget != null && lead.data.budget > 1000' }] },
    next: { big: ['yes'], else: ['no'] },
  }),
  reply('yes', 'Call {{ lead.data.email }}'),
  reply('no', 'Write to {{ lead.data.email }}'),
])

it('extract hands typed fields to conditions and templates', async () => {
  const turn = (answer: string) => scriptedTurn(extraction, { say: () => answer })
  expect((await turn('{"email":"ada@example.com","budget":5000}')).reply).toBe('Call ada@example.com')
  expect((await turn('```json\n{"email":"ada@example.com","budget":null}\n```')).reply).toBe('Write to ada@example.com')
})

it('extract asks once more with what was wrong, then fails', async () => {
  const answers = ['no idea', '{"email":"ada@example.com"}']
  const repaired = await scriptedTurn(extraction, { say: () => answers.shift() ?? '' })
  expect(repaired.reply).toBe('Write to ada@example.com')
  expect(repaired.requests[1]?.messages.at(-1)?.content).toContain('not JSON')
  await expect(scriptedTurn(extraction, { say: () => '{}' })).rejects.toMatchObject({
    code: 'bad-input',
    message: expect.stringContaining('email'),
  })
})

it('fires the webhooks whose event matches, and says so when none listens', async () => {
  const hook = (event: string) => step({ id: 'hook', kind: 'webhook', config: { event }, next: { out: ['say'] } })
  const bundle = (event: string) => bundleOf([hook(event), reply('say', '{{ input.payload.total + 1 }}')])
  const trigger = { kind: 'event', event: 'order.created', payload: { total: 41 } } as const
  expect((await scriptedTurn(bundle('*'), { trigger })).reply).toBe('42')
  expect((await scriptedTurn(bundle('order.created'), { trigger })).reply).toBe('42')
  await expect(scriptedTurn(bundle('other'), { trigger })).rejects.toMatchObject({ code: 'not-found' })
  await expect(scriptedTurn(bundle('*'))).rejects.toMatchObject({ code: 'not-found' })
})
