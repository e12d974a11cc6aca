import { afterEach, beforeEach, expect, it } from 'vitest'
import { asking } from '../testing/ask'
import { echoBundle } from '../testing/bundles'
import { type InProcess, serveInProcess } from '../testing/in-process'

let runtime: InProcess
const { get, post } = asking(() => runtime.url)
beforeEach(async () => {
  runtime = await serveInProcess(echoBundle(1))
})
afterEach(() => runtime.close())

it('sessions are told only to whoever names them, the newest first', async () => {
  await post('/v1/messages', { content: 'one', session: 'a' })
  runtime.runs.pass(1_000)
  await post('/v1/messages', { content: 'two', session: 'b' })
  const { body } = await get('/v1/sessions?ids=a,b,unknown')
  expect(body.sessions).toMatchObject([
    { session: 'b', state: 'ended' },
    { session: 'a', state: 'ended' },
  ])
  const refused = await get('/v1/sessions')
  expect(refused.status).toBe(400)
  expect(refused.body.error.message).toMatch(/knows a conversation's id/)
  expect(refused.text).not.toContain('"a"')
  expect((await get(`/v1/sessions?ids=${Array(51).fill('a')}`)).status).toBe(400)
})

it('a session is read in pieces: what came later, or what came before', async () => {
  for (const content of ['one', 'two']) await post('/v1/messages', { content, session: 'a' })
  const texts = async (query: string) =>
    (await get(`/v1/sessions/a${query}`)).body.messages.map(({ content }: { content: string }) => content)
  const all = (await get('/v1/sessions/a')).body.messages
  expect(await texts(`?after=${all[1].seq}`)).toEqual(['two', 'echo two'])
  expect(await texts(`?before=${all[2].seq}`)).toEqual(['one', 'echo one'])
  expect((await get('/v1/sessions/a?after=x')).status).toBe(400)
})

it('a run that failed is told with its error and what had been said, and leaves the conversation as it was', async () => {
  await post('/v1/messages', { content: 'one', session: 'a' })
  runtime.model.say = () => Promise.reject(new Error('away'))
  await post('/v1/messages', { content: 'two', session: 'a' })
  const { messages, runs } = (await get('/v1/sessions/a')).body
  expect(messages).toHaveLength(2)
  expect(runs).toMatchObject([
    { state: 'failed', error: { code: 'model-unavailable' }, said: { content: 'two', files: [] }, waits: [] },
  ])
  const trace = (await get(`/v1/runs/${runs[0].turn}`)).text
  expect(trace).toContain('"state":"failed"')
  expect(trace).not.toContain('two')
})
