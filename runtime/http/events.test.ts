import { afterEach, describe, expect, it, vi } from 'vitest'
import { compileForTest } from '@/domain/blueprint/testing/compile-for-test'
import { Drawing } from '@/domain/blueprint/testing/draw'
import { asking } from '../testing/ask'
import { type InProcess, serveInProcess } from '../testing/in-process'

const deadline = { timeout: 10_000, interval: 5 }
let runtime: InProcess
const { get, post, send } = asking(() => runtime.url)
afterEach(() => runtime.close())

const serve = async (drawing: Drawing) => {
  runtime = await serveInProcess(compileForTest(drawing.document).bundle)
}
const listening = (event = '*', schema = '') =>
  new Drawing()
    .trigger('webhook', { event, schema })
    .next('reply', { text: '{{ input.event }}: {{ input.payload.id }}' })
const waiting = () =>
  new Drawing()
    .trigger('chat-message')
    .next('wait', { for: 'event', event: 'paid', match: '', amount: 1, unit: 'days' })
    .next('reply', { text: 'Got {{ wait.event.payload.sum }}.' })
const ended = (turn: string) =>
  vi.waitFor(async () => expect((await get(`/v1/runs/${turn}`)).body.state).toBe('ended'), deadline)
const texts = async (session: string) =>
  (await get(`/v1/sessions/${session}`)).body.messages.map(({ content }: { content: string }) => content)

describe('an event that a service posts by its name', () => {
  it.each([
    ['application/json', '{"id":7}'],
    ['application/vnd.shop.v1+json; charset=utf-8', '{"id":7}'],
    ['application/x-www-form-urlencoded', 'id=7&more=1'],
  ])('starts a run with the whole body (%s) and is answered at once', async (type, body) => {
    await serve(listening())
    const answer = await send('POST', '/v1/webhook/order.created', body, { 'content-type': type })
    expect([answer.status, Object.keys(answer.body).sort()]).toEqual([202, ['session', 'turn', 'woken']])
    await ended(answer.body.turn)
    expect(await texts(answer.body.session)).toContain('order.created: 7')
  })

  it('is answered before the run has ended', async () => {
    await serve(
      new Drawing().trigger('webhook').next('reason', { prompt: 'x' }).next('reply', { text: '{{ reason.text }}' }),
    )
    const gate = Promise.withResolvers<string>()
    runtime.model.say = () => gate.promise
    const { status, body } = await post('/v1/webhook/a/b', null)
    expect(status).toBe(202)
    expect((await get(`/v1/runs/${body.turn}`)).body.state).toBe('running')
    gate.resolve('done')
    await ended(body.turn)
  })

  it.each([
    ['nobody listens for', '/v1/webhook/other', '{}', 'application/json', 404],
    ['has an odd name', '/v1/webhook/%2a', '{}', 'application/json', 400],
    ['has a name that is not encoded', '/v1/webhook/%ff', '{}', 'application/json', 400],
    ['is not JSON', '/v1/webhook/order', '{', 'application/json', 400],
    ['is of another type', '/v1/webhook/order', 'x', 'multipart/form-data; boundary=x', 415],
    ['does not fit its schema', '/v1/webhook/order', '{"id":"x"}', 'application/json', 400],
    ['is too large', '/v1/webhook/order', `"${'a'.repeat(300_000)}"`, 'application/json', 413],
  ])('that %s is refused', async (_name, path, body, type, status) => {
    await serve(listening('order', '{"properties":{"id":{"type":"number"}}}'))
    const answer = await send('POST', path, body, { 'content-type': type })
    expect([answer.status, typeof answer.body.error.message]).toEqual([status, 'string'])
  })

  it('and sends again under its key is one run', async () => {
    await serve(listening())
    const key = { 'idempotency-key': 'delivery-1' }
    const first = await post('/v1/webhook/order', { id: 1 }, key)
    await ended(first.body.turn)
    expect((await post('/v1/webhook/order', { id: 1 }, key)).body).toMatchObject({ turn: first.body.turn, woken: 0 })
    expect(runtime.runs.settled).toHaveLength(1)
  })
})

describe('an event that a run waits for', () => {
  it.each([
    ['by its name', () => post('/v1/webhook/paid', { sum: 5 })],
    ['in an envelope', () => post('/v1/webhook', { event: 'paid', payload: { sum: 5 } })],
  ])('wakes it, sent %s, and has been written down when it is answered', async (_name, sent) => {
    await serve(waiting())
    await post('/v1/messages', { content: 'order', session: 's1' })
    const answer = await sent()
    expect([answer.status, answer.body]).toEqual([202, { woken: 1 }])
    await vi.waitFor(async () => expect(await texts('s1')).toContain('Got 5.'), deadline)
    expect((await sent()).status).toBe(404)
  })

  it('is not woken by the event that starts it, and is woken by the next', async () => {
    await serve(
      new Drawing()
        .trigger('webhook', { event: 'paid' })
        .next('wait', { for: 'event', event: 'paid', match: '', amount: 1, unit: 'days' })
        .next('reply', { text: 'Got {{ wait.event.payload.sum }}.' }),
    )
    const first = await post('/v1/webhook', { event: 'paid', payload: { sum: 1 } })
    expect(first.body).toMatchObject({ status: 'waiting', woken: 0 })
    const second = await post('/v1/webhook', { event: 'paid', payload: { sum: 2 } })
    expect(second.body).toMatchObject({ status: 'waiting', woken: 1 })
    await vi.waitFor(async () => expect(await texts(first.body.session)).toContain('Got 2.'), deadline)
  })
})

describe('what Slack posts', () => {
  const mention = (event: object = {}) => ({
    type: 'event_callback',
    event_id: 'Ev1',
    api_app_id: 'A1',
    event: { type: 'app_mention', text: 'hi', user: 'U1', channel: 'C1', ts: '1.2', ...event },
  })
  const agent = () =>
    new Drawing()
      .trigger('skill-event', { event: 'slack.app_mention', filter: 'input.channel == "C1"' })
      .next('reply', { text: '{{ input.user }} said {{ input.text }}' })
  const slack = (body: unknown) => post('/v1/webhook/slack', body)

  it('is a challenge to answer at first', async () => {
    await serve(agent())
    const { status, body } = await slack({ type: 'url_verification', token: 'x', challenge: 'abc' })
    expect([status, body]).toEqual([200, { challenge: 'abc' }])
  })

  it('is an event with its fields, once however often it is sent', async () => {
    await serve(agent())
    const first = await slack(mention())
    expect(first.status).toBe(200)
    await ended(first.body.turn)
    expect(await texts(first.body.session)).toContain('U1 said hi')
    expect((await slack(mention())).body.turn).toBe(first.body.turn)
    expect(runtime.runs.settled).toHaveLength(1)
  })

  it('starts nothing when nobody listens, or when the app hears itself, and is no failure', async () => {
    await serve(agent())
    for (const body of [mention({ channel: 'C2' }), mention({ app_id: 'A1' }), { type: 'app_rate_limited' }]) {
      const answer = await slack(body)
      expect([answer.status, answer.body]).toEqual([200, { woken: 0 }])
    }
    expect(runtime.runs.settled).toEqual([])
    expect((await slack({ event: 1 })).status).toBe(400)
  })
})
