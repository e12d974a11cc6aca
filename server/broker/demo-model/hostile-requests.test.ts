import { describe, expect, test } from 'vitest'
import { chatRequestSchema } from '../chat-request'
import { demoCompletion } from './demo-completion'

/** The process that answers serves every tenant: no request of one may hold it up. */
const mostMicroseconds = 4_000_000

const range = (count: number) => Array.from({ length: count }, (_, index) => index)
const record = (count: number, make: (index: number) => unknown) =>
  Object.fromEntries(range(count).map((index) => [`key_${index}`, make(index)]))
const words = range(600)
  .map((index) => `word${index} AB-${index} order ${index}`)
  .join(' ')

function nested(levels: number, wrap: (inner: unknown) => unknown): unknown {
  return range(levels).reduce<unknown>((inner) => wrap(inner), { type: 'string' })
}

const evil = String.raw`^(?:(?:[A-Z]+-?)+|(?:\w+\s?)+){1,9}!$`

const schemas: Record<string, unknown> = {
  'variants in variants': nested(30, (inner) => ({ anyOf: [...range(11).map((n) => ({ const: n, not: {} })), inner] })),
  'nine ways, each level': nested(3, (inner) => ({
    oneOf: range(9).map(() => ({ properties: { a: inner }, required: ['a'] })),
  })),
  'thousands of needed properties': {
    type: 'object',
    properties: record(4_000, () => ({ type: 'string' })),
    required: range(4_000).map((n) => `key_${n}`),
  },
  'evil patterns everywhere': {
    type: 'object',
    properties: record(900, () => ({ type: 'string', pattern: evil })),
    required: range(900).map((n) => `key_${n}`),
    patternProperties: record(20, () => true),
  },
  'long lists of options': {
    type: 'array',
    minItems: 50,
    items: { enum: range(9_000).map((n) => `option ${n}`) },
    uniqueItems: true,
  },
  'references that fan out': {
    $ref: '#/$defs/d0',
    $defs: Object.fromEntries(
      range(60).map((n) => [`d${n}`, { allOf: [{ $ref: `#/$defs/d${n + 1}` }, { $ref: `#/$defs/d${n + 1}` }] }]),
    ),
  },
  'objects of objects of themselves': {
    type: 'object',
    properties: record(40, () => ({ $ref: '#' })),
    required: range(40).map((n) => `key_${n}`),
  },
  'lists of lists': nested(12, (inner) => ({ type: 'array', minItems: 50, uniqueItems: true, items: inner })),
  'long texts': {
    type: 'array',
    minItems: 50,
    items: { type: 'array', minItems: 50, items: { type: 'string', minLength: 1e9 } },
  },
  'many dates and names': {
    type: 'object',
    properties: record(500, (n) => ({ type: ['string', 'null'], description: `name company city ${n}` })),
  },
}

describe.each(Object.entries(schemas))('%s', (_name, schema) => {
  const messages = [{ role: 'user', content: `find ${words}` }]

  test('as the form of an answer', () => {
    const format = { type: 'json_schema', json_schema: { name: 'x', schema } }
    expectQuick({ model: 'default', messages, response_format: format })
  })

  test('as the arguments of a tool', () => {
    const tools = range(64).map((n) => ({ type: 'function', function: { name: `find_${n}`, parameters: schema } }))
    expectQuick({ model: 'default', messages, tools: tools.slice(0, 2), tool_choice: 'required' })
  })
})

test.each(['[{"a":', '{"a":', 'and find 1 ', '/x', '“', '#', '"'])('a long run of %j beside tools', (bit) => {
  const run = bit.repeat(60_000 / bit.length)
  const closed = `${bit.repeat(9_000)}1${'}]'.repeat(9_000)}`
  const parameters = { type: 'object', properties: { path: { type: 'string' }, body: {} }, required: ['path', 'body'] }
  const tools = [{ type: 'function', function: { name: 'find', parameters } }]
  for (const content of [run, closed]) {
    const call = { id: '1', type: 'function', function: { name: 'find', arguments: content } }
    const messages = [
      { role: 'user', content },
      { role: 'assistant', tool_calls: [call] },
      { role: 'tool', tool_call_id: '1', content },
    ]
    expectQuick({ model: 'default', messages, tools })
    expectQuick({ model: 'default', messages: messages.slice(0, 1), tools, tool_choice: 'required' })
  }
})

function expectQuick(candidate: unknown): void {
  const request = chatRequestSchema.parse(candidate)
  const before = process.cpuUsage()
  const { content } = demoCompletion(request)
  expect(process.cpuUsage(before).user).toBeLessThan(mostMicroseconds)
  expect(content.length).toBeLessThan(10_000_000)
}
