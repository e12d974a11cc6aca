import { afterEach, beforeEach, expect, it } from 'vitest'
import { messageLimits, messageResponseSchema } from '@/domain/runtime/runtime-api'
import { bundleOf, chat, reason, reply } from '../testing/bundles'
import { serveInProcess } from '../testing/in-process'

let runtime: Awaited<ReturnType<typeof serveInProcess>>

beforeEach(async () => {
  const tenant = { id: bundleOf([chat()]).tenant.id, slug: 'acme', name: '</script><b>Acme' }
  const steps = [chat('think'), reason('think', { out: ['say'] }), reply('say', '{{ think.text }}')]
  runtime = await serveInProcess(bundleOf(steps, { tenant }))
})
afterEach(() => runtime.close())

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(runtime.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
const say = async (content: string, session?: string) =>
  messageResponseSchema.parse(await (await post('/v1/messages', { content, ...(session && { session }) })).json())

it('answers a message with its session, turn, version, models and usage', async () => {
  const answer = await say('hello')
  expect(answer).toMatchObject({ reply: 'echo hello', version: 1, usage: { inputTokens: 2, outputTokens: 1 } })
  expect(answer.models).toEqual([{ name: 'scripted', demo: false }])
  expect(answer.session).toMatch(/^[A-Za-z0-9_-]{22}$/)
})

it('streams the same answer as server-sent events', async () => {
  const response = await post('/v1/messages', { content: 'hello there', stream: true })
  expect(response.headers.get('content-type')).toContain('text/event-stream')
  const events = (await response.text()).trim().split('\n\n')
  expect(events[0]).toMatch(/^event: start\ndata: \{"session":"[^"]+","turn":"[^"]+"\}$/)
  expect(events.slice(1, -1)).toEqual(
    ['echo ', 'hello ', 'there'].map((text) => `event: delta\ndata: ${JSON.stringify({ text })}`),
  )
  expect(events.at(-1)).toMatch(/^event: done\ndata: \{.*"reply":"echo hello there"/)
})

it('tells a failure in the stream as an error event, and otherwise by its status', async () => {
  runtime.model.say = () => Promise.reject(new Error('away'))
  const streamed = await post('/v1/messages', { content: 'hello', stream: true })
  expect(await streamed.text()).toMatch(/event: error\ndata: \{"error":\{"code":"model-unavailable"/)
  expect((await post('/v1/messages', { content: 'hello' })).status).toBe(502)
  expect(runtime.runs.settled.map(({ state, error }) => [state, error?.code])).toEqual([
    ['failed', 'model-unavailable'],
    ['failed', 'model-unavailable'],
  ])
})

it('keeps a conversation under its session, and shows nothing under a session that is not known', async () => {
  const { session } = await say('one')
  await say('two', session)
  const history = (await (await fetch(`${runtime.url}/v1/sessions/${session}`)).json()) as { messages: unknown[] }
  expect(history.messages).toMatchObject([
    { role: 'user', content: 'one' },
    { role: 'assistant', content: 'echo one' },
    { role: 'user', content: 'two' },
    { role: 'assistant', content: 'echo two' },
  ])
  expect((await fetch(`${runtime.url}/v1/sessions/unknown`)).status).toBe(404)
})

it('runs the turns of one session in order, and refuses one that has too many waiting', async () => {
  const order: string[] = []
  const gate = Promise.withResolvers<void>()
  runtime.model.say = async (content) => {
    await gate.promise
    order.push(content)
    return content
  }
  let refusedCount = 0
  const numbers = Array.from({ length: 12 }, (_, index) => String(index))
  const answers = numbers.map(async (content) => {
    const response = await post('/v1/messages', { content, session: 'same' })
    if (response.status === 429) refusedCount += 1
    if (refusedCount === 3) gate.resolve()
    return { status: response.status, retryAfter: response.headers.get('retry-after'), body: await response.text() }
  })
  const settled = await Promise.all(answers)
  const refused = settled.filter(({ status }) => status === 429)
  expect(refused).toHaveLength(3)
  expect(refused[0]?.retryAfter).toBe('2')
  expect(order).toHaveLength(9)
  const history = (await (await fetch(`${runtime.url}/v1/sessions/same`)).json()) as {
    messages: { role: string; content: string }[]
  }
  const said = history.messages.filter(({ role }) => role === 'user').map(({ content }) => content)
  expect(said).toEqual(order)
})

it.each([
  ['an unknown address', 'GET', '/nowhere', undefined, {}, 404],
  ['the wrong method', 'GET', '/v1/messages', undefined, {}, 405],
  ['another type than JSON', 'POST', '/v1/messages', 'hi', { 'content-type': 'text/plain' }, 415],
  ['no JSON', 'POST', '/v1/messages', '{', {}, 400],
  ['an empty message', 'POST', '/v1/messages', '{"content":"  "}', {}, 400],
  ['an unknown field', 'POST', '/v1/messages', '{"content":"a","role":"system"}', {}, 400],
  ['an odd session', 'POST', '/v1/messages', '{"content":"a","session":"../x"}', {}, 400],
  [
    'a message too long',
    'POST',
    '/v1/messages',
    `{"content":"${'a'.repeat(messageLimits.contentChars + 1)}"}`,
    {},
    413,
  ],
  ['a body too large', 'POST', '/v1/messages', `{"content":"${'a'.repeat(messageLimits.bodyBytes)}"}`, {}, 413],
  ['a webhook that nobody listens for', 'POST', '/v1/webhook', '{"event":"x"}', {}, 404],
])('answers %s with a clear error', async (_name, method, path, body, headers, status) => {
  const type = { 'content-type': 'application/json' }
  const response = await fetch(runtime.url + path, {
    method,
    headers: { ...type, ...headers },
    ...(body === undefined ? {} : { body }),
  })
  expect(response.status).toBe(status)
  const answer = (await response.json()) as { error: { code: string; message: string } }
  expect(answer.error.message).toMatch(/^[A-Z].*\.?$/s)
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
})

it('serves a page that runs only its own script, whatever the tenant is called', async () => {
  const response = await fetch(`${runtime.url}/`)
  const policy = response.headers.get('content-security-policy')
  expect(policy).toMatch(
    /script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; connect-src 'self'; img-src 'self' data:;/,
  )
  expect(policy).not.toContain('unsafe')
  const html = await response.text()
  expect(html).not.toContain('</script><b>')
  expect(html).toContain('&lt;/script&gt;&lt;b&gt;Acme')
  expect(html).toContain('\\u003c/script>')
})

it('tells its health without telling anything else', async () => {
  const health = (await (await fetch(`${runtime.url}/healthz`)).json()) as Record<string, unknown>
  expect(Object.keys(health).sort()).toEqual(['bundleDigest', 'status', 'version'])
  expect(health).toMatchObject({ status: 'ready', version: 1 })
})
