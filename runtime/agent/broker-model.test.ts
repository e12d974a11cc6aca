import { afterEach, expect, it } from 'vitest'
import { BulkheadError } from '@/domain/errors'
import { bundleHeader, demoModelName } from '@/domain/runtime/broker-api'
import type { BlockContext } from '../interpreter/block-runner'
import type { ChatMessage, ModelAnswer } from '../models/model-client'
import { oneAnswerBroker } from '../testing/one-answer-broker'
import { createLanguageModels } from './language-models'
import { prepareTools } from './tools'
import { type AgentJob, workUntilAnswered } from './work-until-answered'

type Answer = Parameters<typeof oneAnswerBroker>[0]
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const completion = (message: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
  body: {
    id: 'c1',
    object: 'chat.completion',
    created: 1,
    model: 'test-model',
    choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: null, ...message } }],
    usage: { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 },
    ...more,
  },
})
const calling = (name: string, args: string) =>
  completion({ tool_calls: [{ id: 'call-1', type: 'function', function: { name, arguments: args } }] })

const usualJob: AgentJob = {
  model: 'default',
  messages: [
    { role: 'system', content: 'Help.' },
    { role: 'user', content: 'hello' },
  ],
  tools: prepareTools([{ skill: 'http', action: 'get' }]),
  maxSteps: 5,
  maxTokens: 10_000,
}

/** Works through a broker of the test's own, with a context that keeps nothing. */
async function work(answer: Answer, job: Partial<AgentJob> = {}, signal = new AbortController().signal) {
  const broker = await oneAnswerBroker(answer)
  closing.push(broker.close)
  const counted: Pick<ModelAnswer, 'model' | 'usage'>[] = []
  const context = {
    signal,
    memo: (_name: string, doWork: () => Promise<unknown>) => doWork(),
    effect: async () => ({ status: 200 }),
    count: (used: Pick<ModelAnswer, 'model' | 'usage'>) => counted.push({ model: used.model, usage: used.usage }),
    services: { languageModel: createLanguageModels(broker.client, 'sha256:x') },
  } as unknown as BlockContext
  const done = await workUntilAnswered(context, { ...usualJob, ...job }, signal).catch((error: BulkheadError) => error)
  return { done, counted, calls: broker.calls }
}

it('speaks to the broker under the digest of its bundle, and repeats what was called and answered', async () => {
  const { done, calls, counted } = await work(({ body }) =>
    (body.messages as unknown[]).length === 2
      ? calling('http_get', '{"path":"/a"}')
      : completion({ content: 'Done.' }, { model: demoModelName }),
  )
  expect(done).toEqual({ text: 'Done.', calls: [{ skill: 'http', action: 'get', ok: true }], steps: 2 })
  expect(calls.map(({ path, headers }) => [path, headers[bundleHeader]])).toEqual(
    new Array(2).fill(['/v1/chat/completions', 'sha256:x']),
  )
  expect(calls[1]?.body).toEqual({
    model: 'default',
    messages: [
      { role: 'system', content: 'Help.' },
      { role: 'user', content: 'hello' },
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'call-1', type: 'function', function: { name: 'http_get', arguments: '{"path":"/a"}' } }],
      },
      { role: 'tool', tool_call_id: 'call-1', content: '{"status":200}' },
    ],
    tools: [
      {
        type: 'function',
        function: {
          name: 'http_get',
          description: 'HTTP API: Reads from the API (GET).',
          parameters: expect.objectContaining({ type: 'object', required: ['path'] }),
        },
      },
    ],
    tool_choice: 'auto',
  })
  const usage = { inputTokens: 7, outputTokens: 3 }
  expect(counted).toEqual([
    { model: { name: 'test-model', demo: false }, usage },
    { model: { name: demoModelName, demo: true }, usage },
  ])
})

it('sends files as every other block does', async () => {
  const files: ChatMessage['content'] = [
    { type: 'text', text: 'look' },
    { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
    { type: 'input_audio', input_audio: { data: 'AAAA', format: 'ogg' } },
    { type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,AAAA' } },
  ]
  const { calls } = await work(() => completion({ content: 'Seen.' }), { messages: [{ role: 'user', content: files }] })
  expect(calls[0]?.body.messages).toEqual([{ role: 'user', content: files }])
})

it('counts for providers that do not', async () => {
  const { counted } = await work(() => completion({ content: 'Done.' }, { usage: undefined }))
  expect(counted[0]?.usage).toEqual({ inputTokens: expect.any(Number), outputTokens: expect.any(Number) })
  expect(counted[0]?.usage.inputTokens).toBeGreaterThan(5)
})

const refusal = (status: number, code: string) => () => ({ status, body: { error: { code, message: 'No.' } } })

it.each<[string, Answer, string]>([
  ['a model that is not allowed', refusal(403, 'model-not-allowed'), 'model-not-allowed'],
  ['a provider that is away', refusal(502, 'model-unavailable'), 'model-unavailable'],
  ['a broker that hangs up', () => null, 'not-ready'],
  ['an answer in another form', () => ({ body: { hello: 1 } }), 'model-unavailable'],
  ['an answer without a choice', () => completion({}, { choices: [] }), 'model-unavailable'],
  ['an answer of 20 MB', () => completion({ content: 'x'.repeat(20_000_000) }), 'too-large'],
  ['an answer of too many characters', () => completion({ content: 'x'.repeat(64_001) }), 'too-large'],
])('%s fails by its own name', async (_name, answer, code) => {
  const { done, calls } = await work(answer)
  expect(done).toBeInstanceOf(BulkheadError)
  expect(done).toMatchObject({ code })
  expect(JSON.stringify((done as BulkheadError).cause ?? null)).not.toContain('hello')
  expect(calls).toHaveLength(1)
})

it('the limit of tokens ends it before the next answer', async () => {
  const usage = { prompt_tokens: 4_000, completion_tokens: 500, total_tokens: 4_500 }
  const { done, calls } = await work(() => ({ body: { ...calling('http_get', '{"path":"/a"}').body, usage } }))
  expect(done).toMatchObject({ code: 'over-limit', message: expect.stringMatching(/within 10000 tokens/) })
  expect(calls.map(({ body }) => body.max_tokens)).toEqual([undefined, undefined, 1_000])
})

it('an answer that the limit of tokens has cut off is none', async () => {
  const cut = { choices: [{ index: 0, finish_reason: 'length', message: { role: 'assistant', content: 'The answ' } }] }
  expect((await work(() => completion({}, cut), { maxTokens: 500 })).done).toMatchObject({ code: 'over-limit' })
  expect((await work(() => completion({}, cut))).done).toMatchObject({ text: 'The answ' })
})

it('stops asking when it is stopped', async () => {
  const stop = new AbortController()
  const { done, calls } = await work(
    () => {
      stop.abort(new BulkheadError('interrupted', 'The agent is being stopped.'))
      return calling('http_get', '{"path":"/a"}')
    },
    {},
    stop.signal,
  )
  expect(done).toBeInstanceOf(Error)
  expect(calls).toHaveLength(1)
})
