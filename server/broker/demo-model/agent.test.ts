import { describe, expect, test } from 'vitest'
import { skills } from '@/domain/skills/catalog'
import { inputSchema } from '@/domain/skills/skill'
import type { ChatCompletionRequest, ChatTool } from './chat-format'
import { demoCompletion } from './demo-completion'
import { runAgent } from './testing/agent-loop'

/** The catalog's actions, as an agent offers them. */
const catalog = skills.flatMap((skill) =>
  skill.actions.map(
    (action): ChatTool => ({
      function: { name: `${skill.name}_${action.name}`, description: action.summary, parameters: inputSchema(action) },
    }),
  ),
)

const lookUp: ChatTool = {
  function: {
    name: 'find_customer',
    description: 'Finds a customer by the number of an order.',
    parameters: {
      type: 'object',
      properties: { order: { type: 'integer', description: 'Number of the order' }, region: { enum: ['eu', 'us'] } },
      required: ['order'],
      additionalProperties: false,
    },
  },
}

function request(prompt: string, changes: Partial<ChatCompletionRequest> & { instructions?: string } = {}) {
  const { instructions = 'You help the customers of Acme. Use the tools when they help.', ...others } = changes
  const messages = [
    { role: 'system', content: instructions },
    { role: 'user', content: prompt },
  ]
  return { messages, tools: [...catalog, lookUp], ...others }
}

const done = () => '{"ok":true}'

describe('which tool, with which arguments', () => {
  test.each([
    [
      'Please send an email to dana@acme.example with the subject Parcel saying it arrives tomorrow.',
      { name: 'email_send', arguments: { to: 'dana@acme.example', subject: 'Parcel', text: 'it arrives tomorrow.' } },
    ],
    [
      'Post the message "All is well" to #general on Slack',
      { name: 'slack_post_message', arguments: { channel: '#general', text: 'All is well' } },
    ],
    ['Read /orders/17 from the API', { name: 'http_get', arguments: { path: '/orders/17' } }],
    ['Which customer has order 4711?', { name: 'find_customer', arguments: { order: 4711 } }],
    ['Find the customer of order 12, region us', { name: 'find_customer', arguments: { order: 12, region: 'us' } }],
    [
      'Send {"total": 3} as JSON to the API at /orders',
      { name: 'http_send', arguments: { path: '/orders', body: { total: 3 } } },
    ],
  ])('%s', (prompt, call) => {
    expect(runAgent(request(prompt), done).calls).toEqual([call])
  })

  test.each([
    ['Where is my order 42?', 'http_get', { path: '/orders/42' }],
    ['Please write to bob@x.example about the delay', 'email_send', { text: 'This is about the delay.' }],
    ['Post in #support that the server is down', 'slack_post_message', { text: 'the server is down' }],
    ['Mail an dana@acme.example: Hallo Dana', 'email_send', { to: 'dana@acme.example', text: 'Hallo Dana' }],
  ])('the skills of the catalog: %s', (prompt, name, args) => {
    expect(runAgent(request(prompt, { tools: catalog }), done).calls).toMatchObject([{ name, arguments: args }])
  })

  test('instructions that name a tool say when to use it, and show its path', () => {
    const instructions = 'When a customer asks about a parcel, look it up with http_get at /parcels/<number>.'
    const { calls } = runAgent(request('Where is my parcel 88?', { instructions, tools: catalog }), done)
    expect(calls).toEqual([{ name: 'http_get', arguments: { path: '/parcels/88' } }])
  })

  test.each([
    'Hello!',
    'Thank you',
    'Why was I charged twice?',
    'What is an email?',
    'My email is dana@acme.example',
    'When do you send emails to a@b.example?',
    '',
  ])('none for “%s”', (prompt) => {
    const { calls, text } = runAgent(request(prompt), done)
    expect(calls).toEqual([])
    expect(text).not.toBe('')
  })

  test('asks for what is missing instead of making it up', () => {
    const { calls, text } = runAgent(request('Send an email.'), done)
    expect(calls).toEqual([])
    expect(text).toContain('To use “email_send” I need to know more: to')
  })

  test('reads what was said before', () => {
    const said = [
      { role: 'user', content: 'I am dana@acme.example' },
      { role: 'assistant', content: 'Hello!' },
    ]
    const asked = request('Send me an email saying hello')
    const { calls } = runAgent({ ...asked, messages: [...said, ...asked.messages] }, done)
    expect(calls).toMatchObject([{ name: 'email_send', arguments: { to: 'dana@acme.example', text: 'hello' } }])
  })

  test('the choice of tool is kept: none, one by name, any', () => {
    const prompt = 'Which customer has order 4711?'
    expect(demoCompletion(request(prompt, { tool_choice: 'none' })).toolCalls).toEqual([])
    const named = request(prompt, { tool_choice: { function: { name: 'http_get' } } })
    expect(runAgent(named, done)).toMatchObject({ calls: [{ name: 'http_get' }] })
    expect(runAgent(request('Hello', { tool_choice: 'required' }), done).calls).toHaveLength(1)
    expect(runAgent(request('Hello', { tool_choice: 'required', tools: [] }), done).calls).toEqual([])
  })
})

describe('what it makes of the results', () => {
  test('answers in words that use them, what was asked first', () => {
    const result = JSON.stringify({ id: 17, customer: { name: 'Dana', city: 'Oslo' }, status: 'shipped' })
    const { text } = runAgent(request('Read the status of /orders/17 from the API'), () => result)
    expect(text).toBe('I used “http_get”: status shipped, id 17, customer name Dana, customer city Oslo.')
  })

  test('keeps to the manner that the instructions ask for', () => {
    const instructions = 'Be friendly. Always sign as Léa.'
    const { text } = runAgent(request('Which customer has order 4711?', { instructions }), () => 'Dana from Oslo')
    expect(text).toMatch(/^Thanks for reaching out! I used “find_customer”: Dana from Oslo\. .*\n\n— Léa$/)
  })

  test('says what did not work, and does not try again', () => {
    const asked = request('Send an email to dana@acme.example saying hello')
    const refused = JSON.stringify({ error: { code: 'not-connected', message: 'Email is not connected' } })
    const { calls, text } = runAgent(asked, () => refused)
    expect(calls).toHaveLength(1)
    expect(text).toContain('I tried “email_send”, but it did not work: Email is not connected.')
  })

  test('works on one part of a request after the other, with what it found out', () => {
    const prompt = 'Find the customer of order 4711 and then send an email saying "Your parcel is on its way".'
    const { calls, text } = runAgent(request(prompt), (name) =>
      name === 'find_customer' ? '{"name":"Dana","email":"dana@acme.example"}' : '{"messageId":"m-1"}',
    )
    expect(calls).toMatchObject([
      { name: 'find_customer', arguments: { order: 4711 } },
      { name: 'email_send', arguments: { to: 'dana@acme.example', text: 'Your parcel is on its way' } },
    ])
    expect(text).toContain('email dana@acme.example')
    expect(text).toContain('messageId m-1')
  })

  test('hands on what it found out', () => {
    const prompt = 'Get /orders/42 and email the status to dana@acme.example'
    const { calls } = runAgent(request(prompt), (name) => (name === 'http_get' ? '{"status":"shipped"}' : '{}'))
    expect(calls).toMatchObject([
      { name: 'http_get', arguments: { path: '/orders/42' } },
      { name: 'email_send', arguments: { to: 'dana@acme.example', text: 'Status shipped.' } },
    ])
  })

  test('a part that lacks something does not keep the others waiting', () => {
    const { calls, text } = runAgent(request('Send a mail to kim@acme.example and post "done" to #ops'), done)
    expect(calls).toMatchObject([{ name: 'slack_post_message', arguments: { channel: '#ops', text: 'done' } }])
    expect(text).toContain('To use “email_send” I need to know more: text, subject.')
  })

  test('the next question starts afresh', () => {
    const first = request('Which customer has order 1?')
    const call = { id: 'c', function: { name: 'find_customer', arguments: '{"order":1}' } }
    const messages = [
      ...first.messages,
      { role: 'assistant', content: null, tool_calls: [call] },
      { role: 'tool', tool_call_id: 'c', content: 'Dana' },
      { role: 'assistant', content: 'It is Dana.' },
      { role: 'user', content: 'Which customer has order 2?' },
    ]
    expect(runAgent({ ...first, messages }, done).calls).toEqual([{ name: 'find_customer', arguments: { order: 2 } }])
  })
})
