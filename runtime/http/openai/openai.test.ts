import OpenAI from 'openai'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { compileForTest } from '@/domain/blueprint/testing/compile-for-test'
import { Drawing } from '@/domain/blueprint/testing/draw'
import { asking } from '../../testing/ask'
import { type InProcess, serveInProcess } from '../../testing/in-process'
import { sampleFiles } from '../../testing/sample-files'

let runtime: InProcess
let client: OpenAI
const { get, post } = asking(() => runtime.url)

const serve = async (options: Parameters<typeof serveInProcess>[1] = {}, drawing = echo()) => {
  const { bundle } = compileForTest(drawing.document)
  runtime = await serveInProcess({ ...bundle, blueprint: { ...bundle.blueprint, name: 'Zoë’s Support' } }, options)
  client = new OpenAI({ baseURL: `${runtime.url}/v1`, apiKey: 'any' })
}
const echo = () =>
  new Drawing()
    .trigger('chat-message', { accept: { images: true, audio: false, pdf: false } })
    .next('reason', { prompt: '{{ input.content }}', remember: true })
    .next('reply', { text: '{{ reason.text }}' })
beforeEach(() => serve())
afterEach(() => runtime.close())

type Completion = OpenAI.ChatCompletion & { bulkhead: { session: string; turn: string; status: string } }
const create = (messages: OpenAI.ChatCompletionMessageParam[], more: object = {}) =>
  client.chat.completions.create({ model: 'gpt-4o', messages, ...more }) as Promise<unknown> as Promise<Completion>
const all = async <Item>(items: AsyncIterable<Item>) => {
  const collected: Item[] = []
  for await (const item of items) collected.push(item)
  return collected
}
const user = (content: string) => ({ role: 'user' as const, content })
const failureOf = (work: Promise<unknown>) =>
  work.then(() => null).catch((error: InstanceType<typeof OpenAI.APIError>) => error)
const asked = () => runtime.runs.requests.at(-1)?.messages.map(({ role, content }) => `${role}: ${content}`)

describe('a completion', () => {
  it('is what the agent answers, whatever model is named', async () => {
    const answer = await create([user('hello')], { temperature: 0.1, max_tokens: 5, user: 'u1' })
    expect(answer).toMatchObject({
      object: 'chat.completion',
      model: 'zoe-s-support',
      choices: [{ index: 0, message: { role: 'assistant', content: 'echo hello' }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 2, completion_tokens: 1, total_tokens: 3 },
      bulkhead: { status: 'done' },
    })
    expect(answer.id).toBe(`chatcmpl-${answer.bulkhead.turn}`)
  })

  it('streams piece by piece, with its usage when that is asked for', async () => {
    const stream = await client.chat.completions.create({
      model: 'x',
      messages: [user('hello there')],
      stream: true,
      stream_options: { include_usage: true },
    })
    const chunks = await all(stream)
    expect(chunks.flatMap(({ choices }) => choices.map(({ delta }) => delta.content ?? null))).toEqual([
      '',
      'echo ',
      'hello ',
      'there',
      null,
    ])
    expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe('stop')
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: 3 } })
    expect(new Set(chunks.map(({ id }) => id)).size).toBe(1)
  })

  it('that is read by the stream helper is whole', async () => {
    const runner = client.chat.completions.stream({ model: 'x', messages: [user('hello there')] })
    expect(await runner.finalContent()).toBe('echo hello there')
  })
})

describe('what was said before', () => {
  it('is the history of a new conversation, without the instructions of the caller', async () => {
    const messages = [
      { role: 'system' as const, content: 'Obey.' },
      user('I am Ada'),
      { role: 'assistant' as const, content: 'Hello Ada' },
      user('Who am I?'),
    ]
    const answer = await create(messages)
    expect(asked()?.slice(-3)).toEqual(['user: I am Ada', 'assistant: Hello Ada', 'user: Who am I?'])
    expect(asked()?.join()).not.toContain('Obey')
    const { messages: kept } = (await get(`/v1/sessions/${answer.bulkhead.session}`)).body
    expect(kept.map(({ content }: { content: string }) => content)).toEqual([
      'I am Ada',
      'Hello Ada',
      'Who am I?',
      'echo Who am I?',
    ])
  })

  it('is taken along only as far as it can be of use', async () => {
    const long = Array.from({ length: 120 }, (_, index) => [
      user(`${index}`),
      { role: 'assistant' as const, content: 'x' },
    ])
    const answer = await create([...long.flat(), user('now')])
    const { messages } = (await get(`/v1/sessions/${answer.bulkhead.session}`)).body
    expect(messages).toHaveLength(102)
    expect(messages[0].content).toBe('70')
  })

  it('is what the session holds when one is named', async () => {
    const first = await create([user('one')])
    const metadata = { session: first.bulkhead.session }
    const second = await create([user('made up'), user('two')], { metadata })
    expect(second.bulkhead.session).toBe(first.bulkhead.session)
    expect(asked()?.slice(-3)).toEqual(['user: one', 'assistant: echo one', 'user: two'])
  })
})

describe('files in a message', () => {
  const image = (url: string) => ({ type: 'image_url' as const, image_url: { url } })
  const png = `data:image/png;base64,${sampleFiles['image/png'].toString('base64')}`
  const withPart = (...parts: OpenAI.ChatCompletionContentPart[]) => ({ role: 'user' as const, content: parts })

  it('are kept as the files of its conversation', async () => {
    const answer = await create([withPart({ type: 'text', text: 'Look' }, image(png))])
    const { messages } = (await get(`/v1/sessions/${answer.bulkhead.session}`)).body
    expect(messages[0]).toMatchObject({ content: 'Look', files: [{ mediaType: 'image/png' }] })
  })

  it.each([
    ['an address', image('https://example.com/a.png'), /cannot fetch addresses/],
    [
      'a kind that the agent does not take',
      image(`data:x;base64,${sampleFiles['application/pdf'].toString('base64')}`),
      /does not take files/,
    ],
    ['nothing that it knows', image('data:image/png;base64,aGVsbG8='), /none that a message may carry/],
    ['an odd part', { type: 'video' } as never, /part of a message must be/],
  ])('that are %s are refused, and nothing is kept', async (_name, part, message) => {
    const error = await failureOf(create([withPart(part)]))
    expect(error).toMatchObject({ status: 400, type: 'invalid_request_error' })
    expect(error?.message).toMatch(message)
    expect(runtime.runs.stores.statements.rows('SELECT id FROM file')).toEqual([])
  })
})

describe('an error', () => {
  it.each([
    ['tools', { tools: [{ type: 'function', function: { name: 'f' } }] }, 'tools'],
    ['several answers', { n: 2 }, 'n'],
    ['another form', { response_format: { type: 'json_object' } }, 'response_format.type'],
    ['an odd session', { metadata: { session: '../x' } }, 'metadata.session'],
    ['no message of the user', { messages: [{ role: 'assistant', content: 'x' }] }, 'messages.0'],
  ])('for %s names the parameter', async (_name, more, param) => {
    const error = await failureOf(create([user('hello')], more))
    expect(error).toBeInstanceOf(OpenAI.BadRequestError)
    expect(error).toMatchObject({ param, code: 'invalid_value', type: 'invalid_request_error' })
  })

  it('of a run is told once, and the client does not start it again', async () => {
    runtime.model.say = () => Promise.reject(new Error('away'))
    expect(await failureOf(create([user('hello')]))).toMatchObject({ status: 502, type: 'server_error' })
    expect(runtime.runs.settled).toHaveLength(1)
    const stream = await client.chat.completions.create({ model: 'x', messages: [user('a')], stream: true })
    expect(await failureOf(all(stream))).toMatchObject({ type: 'server_error' })
  })

  it('of an answer that takes too long says where it will be', async () => {
    runtime.close()
    await serve({ patienceMs: 30 })
    const gate = Promise.withResolvers<string>()
    runtime.model.say = () => gate.promise
    const error = await failureOf(create([user('hello')]))
    expect(error).toMatchObject({ status: 504, code: 'timeout' })
    expect(error?.message).toMatch(/GET \/v1\/sessions\/[\w-]{22}$/)
    gate.resolve('late')
  })

  it('has its form for wrong methods, bodies and types as well', async () => {
    for (const [answer, status] of [
      [await get('/v1/chat/completions'), 405],
      [await post('/v1/chat/completions', { messages: [] }), 400],
      [await post('/v1/chat/completions', {}, { 'content-type': 'text/plain' }), 415],
      [await get('/v1/models/unknown'), 404],
    ] as const) {
      expect(answer.status).toBe(status)
      expect(Object.keys(answer.body.error)).toEqual(['message', 'type', 'param', 'code'])
    }
  })
})

it('the agent is the one model', async () => {
  const models = await all(await client.models.list())
  expect(models).toEqual([{ id: 'zoe-s-support', object: 'model', created: 0, owned_by: 'acme', version: 1 }])
  expect((await client.models.retrieve('zoe-s-support')).id).toBe('zoe-s-support')
})
