import { afterEach, describe, expect, it, vi } from 'vitest'
import { compileForTest } from '@/domain/blueprint/testing/compile-for-test'
import { Drawing } from '@/domain/blueprint/testing/draw'
import { messageResponseSchema } from '@/domain/runtime/runtime-api'
import { asking } from '../testing/ask'
import { type InProcess, serveInProcess } from '../testing/in-process'
import { sampleFiles } from '../testing/sample-files'

const deadline = { timeout: 10_000, interval: 5 }
let runtime: InProcess
const { get, post, send } = asking(() => runtime.url)
afterEach(() => runtime.close())

const serve = async (drawing: Drawing, options: Parameters<typeof serveInProcess>[1] = {}) => {
  runtime = await serveInProcess(compileForTest(drawing.document).bundle, options)
}
const echo = (config: Record<string, unknown> = {}) =>
  new Drawing()
    .trigger('chat-message', config)
    .next('reason', { prompt: '{{ input.content }}' })
    .next('reply', { text: '{{ reason.text }}' })
const hold = () => {
  const gate = Promise.withResolvers<void>()
  runtime.model.say = async (content) => {
    await gate.promise
    return `late ${content}`
  }
  return gate
}
const messagesOf = async (session: string) =>
  (await get(`/v1/sessions/${session}`)).body.messages?.map(({ content }: { content: string }) => content)

describe('a message that takes longer than a request can', () => {
  it('is answered as running, and its answer comes into the session', async () => {
    await serve(echo(), { patienceMs: 30 })
    const gate = hold()
    const { status, body } = await post('/v1/messages', { content: 'hello' })
    expect(status).toBe(200)
    expect(messageResponseSchema.parse(body)).toMatchObject({ status: 'running', reply: '', version: 1 })
    const view = (await get(`/v1/sessions/${body.session}`)).body
    expect(view.runs).toMatchObject([{ turn: body.turn, state: 'running', said: { content: 'hello' }, waits: [] }])
    gate.resolve()
    await vi.waitFor(async () => expect(await messagesOf(body.session)).toEqual(['hello', 'late hello']), deadline)
    expect((await get(`/v1/sessions/${body.session}`)).body.runs).toEqual([])
    expect((await get(`/v1/runs/${body.turn}`)).body).toMatchObject({ state: 'ended', session: body.session })
  })

  it('is found again by its key, also without a session', async () => {
    await serve(echo(), { patienceMs: 30 })
    const gate = hold()
    const key = { 'idempotency-key': 'k1' }
    const first = (await post('/v1/messages', { content: 'hello' }, key)).body
    const second = (await post('/v1/messages', { content: 'hello' }, key)).body
    expect(first.status).toBe('running')
    expect(second).toEqual(first)
    expect((await post('/v1/messages', { content: 'else' }, key)).status).toBe(409)
    gate.resolve()
    await vi.waitFor(async () => {
      const third = (await post('/v1/messages', { content: 'hello' }, key)).body
      expect(third).toMatchObject({ turn: first.turn, session: first.session, status: 'done', reply: 'late hello' })
    }, deadline)
    expect((await post('/v1/messages', { content: 'else' }, key)).status).toBe(409)
    expect(runtime.runs.requests).toHaveLength(1)
  })
})

it.each([true, false])('a client that goes away does not stop the run (streamed: %s)', async (stream) => {
  await serve(echo())
  const gate = hold()
  const gone = new AbortController()
  const asked = fetch(`${runtime.url}/v1/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ content: 'hello', session: 's9', stream }),
    signal: gone.signal,
  })
  const cut = asked.then((response) => response.text()).catch(() => 'cut')
  await vi.waitFor(() => expect(runtime.runs.requests).toHaveLength(1), deadline)
  gone.abort()
  expect(await cut).toBe('cut')
  gate.resolve()
  await vi.waitFor(async () => expect(await messagesOf('s9')).toEqual(['hello', 'late hello']), deadline)
})

it('a run that waits is answered as waiting, with what it waits for, and goes on in the session', async () => {
  await serve(
    new Drawing()
      .trigger('chat-message')
      .next('reply', { text: 'I have asked.' })
      .next('approval', { question: 'May it have {{ input.content }}?', people: ['ada@example.com'] }, 'approved')
      .next('reply', { text: 'Granted.' }),
  )
  const { body } = await post('/v1/messages', { content: 'cake' })
  expect(body).toMatchObject({ status: 'waiting', reply: 'I have asked.' })
  const view = await get(`/v1/sessions/${body.session}`)
  expect(view.body.runs).toMatchObject([{ state: 'waiting', waits: [{ for: 'approval' }], said: null }])
  expect(view.text).not.toContain('May it have')
  const [question] = runtime.runs.stores.waits.approvals(10)
  runtime.runs.engine.decide({
    type: 'approval-decided',
    id: question?.id ?? '',
    decision: 'approve',
    person: 'ada@example.com',
    note: '',
  } as Parameters<typeof runtime.runs.engine.decide>[0])
  await vi.waitFor(async () => expect(await messagesOf(body.session)).toContain('Granted.'), deadline)
})

describe('a message with files', () => {
  const upload = async (session: string, type: keyof typeof sampleFiles = 'image/png') =>
    (await send('POST', `/v1/files?session=${session}&name=a`, sampleFiles[type])).body.file.id as string

  it('may have no words, and shows its files in the session', async () => {
    await serve(echo({ accept: { images: true, audio: false, pdf: false } }))
    const id = await upload('s1')
    expect((await post('/v1/messages', { session: 's1', files: [id] })).status).toBe(200)
    const { messages } = (await get('/v1/sessions/s1')).body
    expect(messages[0]).toMatchObject({ role: 'user', content: '', files: [{ id, mediaType: 'image/png', name: 'a' }] })
  })

  it('is refused when its files are of another session, too many, or no ids', async () => {
    await serve(echo({ accept: { images: true, audio: true, pdf: false } }))
    const id = await upload('s1')
    const said = async (body: unknown) => {
      const answer = await post('/v1/messages', body)
      return `${answer.status} ${answer.body.error.message}`
    }
    expect(await said({ session: 's2', content: 'x', files: [id] })).toMatch(/^404 .*no such file/)
    expect(await said({ content: 'x', files: [id] })).toMatch(/^400 .*session: must be the one/)
    expect(await said({ session: 's1', content: ' ', files: [] })).toMatch(/^400 .*content: is empty/)
    expect(await said({ session: 's1', files: Array(6).fill(id) })).toMatch(/^400 .*files: /)
    expect(await said({ session: 's1', files: ['../x'] })).toMatch(/^400 .*files\.0: is not the id of a file/)
  })

  it('that the agent does not take are refused when they are uploaded, and nothing is kept', async () => {
    await serve(echo({ accept: { images: false, audio: true, pdf: false } }))
    const answer = await send('POST', '/v1/files?session=s1&name=cat', sampleFiles['image/png'])
    expect([answer.status, answer.body.error.message]).toEqual([
      400,
      'This agent does not take files such as "cat" (image/png).',
    ])
    expect(runtime.runs.stores.statements.rows('SELECT id FROM file')).toEqual([])
  })

  it('gives its files back to whoever knows the session, without rights', async () => {
    await serve(echo({ accept: { images: true, audio: false, pdf: true } }))
    const picture = await fetch(`${runtime.url}/v1/sessions/s1/files/${await upload('s1')}`)
    expect(Buffer.from(await picture.arrayBuffer())).toEqual(sampleFiles['image/png'])
    expect(picture.headers.get('content-type')).toBe('image/png')
    expect(picture.headers.get('content-security-policy')).toContain('sandbox')
    expect(picture.headers.get('content-disposition')).toMatch(/^inline/)
    const pdf = await get(`/v1/sessions/s1/files/${await upload('s1', 'application/pdf')}`)
    expect(pdf.headers.get('content-disposition')).toMatch(/^attachment/)
    expect((await get(`/v1/sessions/s2/files/${await upload('s1')}`)).status).toBe(404)
  })
})

describe('too much at once', () => {
  it('is refused with the seconds after which to come back', async () => {
    const bundle = compileForTest(echo().document).bundle
    runtime = await serveInProcess({ ...bundle, slots: { ...bundle.slots, limit_messages_per_minute: 1 } })
    expect((await post('/v1/messages', { content: 'one' })).status).toBe(200)
    const refused = await post('/v1/messages', { content: 'two' })
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60'])
    expect(refused.body.error.message).toMatch(/takes 1 messages in a minute/)
  })

  it('on a full disk is 507, and while stopping 503', async () => {
    let full = false
    await serve(echo(), {
      onWrite: () => {
        if (full) throw Object.assign(new Error('full'), { code: 'SQLITE_FULL' })
      },
    })
    full = true
    const answer = await post('/v1/messages', { content: 'one' })
    expect([answer.status, answer.body.error.code]).toEqual([507, 'storage-full'])
    full = false
    runtime.drain()
    const late = await post('/v1/messages', { content: 'two' })
    expect([late.status, late.headers.get('retry-after')]).toEqual([503, '2'])
  })
})
