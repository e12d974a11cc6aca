import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type BlueprintDocument, edgeId, emptyDocument } from '@/domain/blueprint/document'
import { createTestSession } from './test-session'

const url = 'http://preview-1.localhost:1'
const digest = 'sha256:d'
const edge = { from: { block: 'chat', port: 'out' }, to: { block: 'say', port: 'in' } }
const drawing: BlueprintDocument = {
  ...emptyDocument(),
  blocks: {
    chat: { kind: 'chat-message', label: 'Chat', config: { greeting: 'Hi', suggestions: [] } },
    say: { kind: 'reply', label: 'Say', config: { text: 'Hello' } },
  },
  edges: { [edgeId(edge)]: edge },
}

const ended = { id: 'turn-1', session: 's1', drawing: digest, state: 'ended', error: null, steps: [] }
const done = {
  session: 's1',
  turn: 'turn-1',
  status: 'done',
  reply: 'Hello',
  version: 1,
  models: [],
  usage: { inputTokens: 0, outputTokens: 0 },
}
const event = (name: string, data: unknown) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`
const stream = (last: string) =>
  event('start', { session: 's1', turn: 'turn-1' }) + event('delta', { text: 'Hel' }) + last

let calls: [string, string, string | undefined][]
let answers: Record<string, () => Response>
const tryDraft = vi.fn(async () => ({ digest }))
const view = {
  slug: 'preview-1',
  url,
  key: 'k'.repeat(43),
  digest,
  ready: true,
  phase: 'ready',
  reason: null,
  slotValues: {},
  secretNames: [],
}
const get = vi.fn(async (): Promise<object | null> => view)

beforeEach(() => {
  calls = []
  tryDraft.mockReset().mockResolvedValue({ digest })
  get.mockReset().mockResolvedValue(view)
  answers = {
    '/v1/messages': () => new Response(stream(event('done', done))),
    '/v1/runs/turn-1': () => Response.json(ended),
    '/v1/sessions/s1': () => Response.json({ messages: [{ turn: 'turn-1', role: 'assistant', content: 'Hello' }] }),
  }
  vi.stubGlobal('fetch', async (address: string, init: RequestInit) => {
    const path = address.slice(url.length)
    calls.push([init.method ?? 'GET', path, new Headers(init.headers).get('authorization') ?? undefined])
    return answers[path]?.() ?? Response.json({ error: { message: 'There is nothing.' } }, { status: 404 })
  })
})
afterEach(() => vi.unstubAllGlobals())

const start = (document = drawing) =>
  createTestSession({
    client: { preview: { tryDraft: { mutate: tryDraft }, get: { query: get } } } as never,
    workspace: 'w',
    blueprintId: 'b',
    drawing: () => document,
  })

it('a message is answered by the drawing of that moment, with the key and no cookie', async () => {
  const session = start()
  await session.send('Hi')
  expect(tryDraft).toHaveBeenCalledWith({ workspace: 'w', blueprintId: 'b', document: drawing })
  const { entries, digest: answered, busy } = session.store.getState()
  expect(entries.map(({ from, text }) => [from, text])).toEqual([
    ['you', 'Hi'],
    ['agent', 'Hello'],
  ])
  expect([answered, busy]).toEqual([digest, null])
  await vi.waitFor(() => expect(session.store.getState().trace?.state).toBe('ended'))
  expect(calls.every(([, , key]) => key === `Bearer ${'k'.repeat(43)}`)).toBe(true)
})

it('a drawing with errors says which, and nothing is started', async () => {
  const session = start({ ...drawing, edges: {} })
  await session.send('Hi')
  expect(session.store.getState().problems.length).toBeGreaterThan(0)
  expect(tryDraft).not.toHaveBeenCalled()
  expect(session.store.getState().entries).toEqual([])
})

it('a preview that runs somebody else’s drawing answers nothing in this one’s name', async () => {
  get.mockResolvedValue({ ...view, digest: 'sha256:other' })
  const session = start()
  await session.send('Hi')
  expect(session.store.getState().trouble).toContain('Somebody else')
  expect(calls).toEqual([])
})

it('when somebody else’s drawing has answered all the same, it says so', async () => {
  answers['/v1/runs/turn-1'] = () => Response.json({ ...ended, drawing: 'sha256:other' })
  const session = start()
  await session.send('Hi')
  await vi.waitFor(() => {
    expect(session.store.getState().entries.at(-1)?.text).toContain('Another drawing answered: other')
  })
})

it('a failure of the agent stands where its answer would', async () => {
  answers['/v1/messages'] = () =>
    new Response(stream(event('error', { error: { code: 'x', message: 'The model is away.' } })))
  const session = start()
  await session.send('Hi')
  expect(session.store.getState().entries.at(-1)).toMatchObject({ text: 'The model is away.', failed: true })
})

it('a new conversation forgets the session, and the next message begins another', async () => {
  const session = start()
  await session.send('Hi')
  session.newConversation()
  expect(session.store.getState()).toMatchObject({ session: null, entries: [], trace: null })
})

it('what cannot be read as an answer of a preview is told in words', async () => {
  answers['/v1/messages'] = () =>
    Response.json({ error: { message: 'This agent does not take chat messages.' } }, { status: 404 })
  const session = start()
  await session.send('Hi')
  expect(session.store.getState().entries.at(-1)?.text).toBe('This agent does not take chat messages.')
})
