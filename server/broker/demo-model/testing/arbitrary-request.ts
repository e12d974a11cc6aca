import fc from 'fast-check'
import { arbitraryNonsense, arbitrarySchema, arbitraryText } from './arbitrary-schema'

const orders = [
  'Answer in French.',
  'Be friendly.',
  'Summarise the text in at most 2 bullet points.',
  'Do not guess.',
  'Use find_order when someone asks for an order, at /orders/<id>.',
  'When none fits, choose Other.',
]

const wishes = [
  'Send an email to dana@acme.example saying "hello"',
  'and then find order 17.',
  'Post a message to #general.',
  'find order 18 and find order 19 and find order 19',
  'Summarise this in two sentences: one. two. three.',
]

const text = fc.oneof(
  arbitraryText,
  fc.array(fc.constantFrom(...wishes), { maxLength: 4 }).map((list) => list.join(' ')),
)

const data = fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes).toString('base64'))

const part = fc.oneof(
  text.map((said) => ({ type: 'text', text: said })),
  data.map((bytes) => ({ type: 'image_url', image_url: { url: `data:image/png;base64,${bytes}` } })),
  data.map((bytes) => ({ type: 'input_audio', input_audio: { data: bytes, format: 'wav' } })),
  fc.tuple(data, fc.constantFrom('text/plain', 'application/pdf')).map(([bytes, type]) => ({
    type: 'file',
    file: { filename: 'a.txt', file_data: `data:${type};base64,${bytes}` },
  })),
)

const content = fc.oneof(text, fc.array(part, { maxLength: 4 }))

const toolNames = ['send_email', 'find_order', 'postMessage', 'x', 'http-get']

const call = fc.record({
  id: fc.constantFrom('1', '2', '3'),
  type: fc.constant('function'),
  function: fc.record({ name: fc.constantFrom(...toolNames), arguments: fc.oneof(fc.string(), fc.json()) }),
})

const message = fc.oneof(
  content.map((said) => ({ role: 'user', content: said })),
  fc.array(fc.constantFrom(...orders), { maxLength: 3 }).map((list) => ({ role: 'system', content: list.join(' ') })),
  text.map((said) => ({ role: 'assistant', content: said })),
  fc
    .array(call, { minLength: 1, maxLength: 2 })
    .map((calls) => ({ role: 'assistant', content: null, tool_calls: calls })),
  fc.tuple(fc.constantFrom('1', '2', '3'), fc.oneof(text, fc.json())).map(([id, result]) => {
    return { role: 'tool', tool_call_id: id, content: result }
  }),
)

const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value)
const schema = fc.oneof(arbitrarySchema(), arbitraryNonsense.filter(isObject))

const tools = fc
  .uniqueArray(fc.constantFrom(...toolNames), { minLength: 1 })
  .chain((names) =>
    fc.tuple(
      ...names.map((name) =>
        fc.record(
          {
            name: fc.constant(name),
            description: fc.constantFrom('Sends an email.', 'Finds an order by number.', ''),
            parameters: schema,
          },
          { requiredKeys: ['name'] },
        ),
      ),
    ),
  )
  .map((list) => list.map((tool) => ({ type: 'function', function: tool })))

/** Requests that are let in, of every form that a block may send. */
export function arbitraryRequest(): fc.Arbitrary<Record<string, unknown>> {
  const format = fc.oneof(
    fc.constantFrom({ type: 'text' }, { type: 'json_object' }),
    schema.map((wanted) => ({ type: 'json_schema', json_schema: { name: 'answer', schema: wanted } })),
  )
  const choice = fc.oneof(
    fc.constantFrom('none', 'auto', 'required'),
    fc.constantFrom(...toolNames).map((name) => ({ type: 'function', function: { name } })),
  )
  return fc.record(
    {
      model: fc.constant('default'),
      messages: fc.array(message, { minLength: 1, maxLength: 7 }),
      tools,
      tool_choice: choice,
      response_format: format,
      max_tokens: fc.integer({ min: 1, max: 200 }),
    },
    { requiredKeys: ['model', 'messages'] },
  )
}
