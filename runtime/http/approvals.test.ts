import { afterEach, beforeEach, expect, it } from 'vitest'
import { compileForTest } from '@/domain/blueprint/testing/compile-for-test'
import { Drawing } from '@/domain/blueprint/testing/draw'
import { asking } from '../testing/ask'
import { type InProcess, serveInProcess } from '../testing/in-process'

let runtime: InProcess
const { post, send } = asking(() => runtime.url)
beforeEach(async () => {
  const drawing = new Drawing()
    .trigger('chat-message')
    .next('approval', { question: 'May it have {{ input.content }}?', people: [] }, 'approved')
    .next('reply', { text: 'Granted.' })
  runtime = await serveInProcess(compileForTest(drawing.document).bundle)
  await post('/v1/messages', { content: 'cake' })
})
afterEach(() => runtime.close())

const question = () => {
  const [approval] = runtime.runs.stores.waits.approvals(1)
  if (approval === undefined) throw new Error('nothing was asked')
  return approval
}
const read = (id: string, authorization: string) =>
  send('GET', `/v1/approvals/${id}`, undefined, authorization === '' ? {} : { authorization })

it('a question is read with its own key, from any page', async () => {
  const { id, viewKey } = question()
  const answer = await read(id, `Bearer ${viewKey}`)
  expect(answer.body).toMatchObject({ id, question: 'May it have cake?' })
  expect(answer.body.deadlineAt > answer.body.askedAt).toBe(true)
  const preflight = await send('OPTIONS', `/v1/approvals/${id}`)
  expect(preflight.status).toBe(204)
  for (const { headers } of [answer, preflight]) expect(headers.get('access-control-allow-origin')).toBe('*')
})

it('without the key it is as if there were none', async () => {
  const { id, viewKey } = question()
  const none = await read('00000000-0000-4000-8000-000000000000', `Bearer ${viewKey}`)
  expect(none.status).toBe(404)
  for (const key of ['', 'Bearer x', `Bearer ${viewKey}x`, `Bearer ${'é'.repeat(viewKey.length)}`, viewKey]) {
    const answer = await read(id, key)
    expect([answer.status, answer.text]).toEqual([404, none.text])
  }
})
