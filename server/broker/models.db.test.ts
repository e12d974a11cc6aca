import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { demoHeader, priceHeader } from '@/domain/runtime/broker-api'
import type { SeededTenant } from '@/server/doors/testing/seed-tenant'
import { type HttpServer, startHttpServer } from '@/server/skills/testing/skill-bench'
import { bundleDigest, createEffectBench, type EffectBench } from './testing/effect-bench'

const key = 'sk-very-secret-key'
let bench: EffectBench
let acme: SeededTenant
let provider: HttpServer
let name = 0

beforeAll(async () => {
  bench = await createEffectBench()
  await bench.open()
})
afterAll(() => bench.close())
beforeEach(async () => {
  provider = await startHttpServer()
  acme = await bench.tenant(`acme-${name++}`, { embeddings: true, transcription: true })
})
afterEach(() => provider.close())

const withProvider = () => bench.given.provider(acme, `${provider.origin}/v1/`, key)
const setting = (column: string, value: unknown) =>
  bench.given.run(`UPDATE model_provider SET ${column} = $1 WHERE workspace_id = $2`, [value, acme.workspaceId])
const embed = (input: string[] = ['one', 'two']) => bench.ask(acme, { model: 'default', input }, '/v1/embeddings')
const audio = {
  model: 'default',
  name: 'note.ogg',
  mediaType: 'audio/ogg',
  data: Buffer.from('RIFF-bytes').toString('base64'),
}
const transcribe = () => bench.ask(acme, audio, '/v1/audio/transcriptions')
const chat = () =>
  bench.ask(acme, { model: 'default', messages: [{ role: 'user', content: 'hi' }] }, '/v1/chat/completions')
const counted = async () => {
  await bench.closeBroker()
  await bench.open()
  return bench.given.usage(acme)
}

describe('embeddings', () => {
  it('come from the demo model without a provider, and say so', async () => {
    const answer = await bench.raw(acme, '/v1/embeddings', { model: 'default', input: ['one', 'two'] })
    expect(answer.headers[demoHeader]).toBe('1')
    const { data } = JSON.parse(answer.body)
    expect(data.map(({ index }: { index: number }) => index)).toEqual([0, 1])
    expect(data[0].embedding.length).toBe(data[1].embedding.length)
    expect(await counted()).toEqual({ calls: 1, input: 0, output: 0 })
  })

  it("come from the workspace's provider, in the order of the texts, and are counted", async () => {
    await withProvider()
    provider.answerJson({
      object: 'list',
      model: `emb-${key}`,
      data: [
        { object: 'embedding', index: 1, embedding: [0, 1] },
        { object: 'embedding', index: 0, embedding: [1, 0] },
      ],
      usage: { prompt_tokens: 9, total_tokens: 9 },
    })
    const answer = await embed()
    expect(JSON.parse(answer.body)).toEqual({
      model: 'emb-[redacted]',
      data: [
        { index: 0, embedding: [1, 0] },
        { index: 1, embedding: [0, 1] },
      ],
      usage: { prompt_tokens: 9 },
    })
    const [request] = provider.received
    expect(request).toMatchObject({ url: '/v1/embeddings', headers: { authorization: `Bearer ${key}` } })
    expect(JSON.parse(request?.body ?? '')).toEqual({
      model: 'text-embedding-3-small',
      input: ['one', 'two'],
      encoding_format: 'float',
    })
    expect(await counted()).toEqual({ calls: 1, input: 9, output: 0 })
    await setting('embedding_model', 'nomic')
    await embed()
    expect(JSON.parse(provider.received[1]?.body ?? '').model).toBe('nomic')
  })

  it.each([
    ['too few', [{ index: 0, embedding: [1] }]],
    [
      'of different lengths',
      [
        { index: 0, embedding: [1] },
        { index: 1, embedding: [1, 2] },
      ],
    ],
    ['no list', 'nonsense'],
  ])('that are %s are no answer, and no call is counted', async (_name, data) => {
    await withProvider()
    provider.answerJson({ model: 'm', data })
    expect(await embed()).toMatchObject({ status: 502, error: { code: 'model-unavailable' } })
    expect(await counted()).toEqual({ calls: 0, input: 0, output: 0 })
  })
})

describe('transcriptions', () => {
  it('say without a provider that nobody listened', async () => {
    const answer = await bench.raw(acme, '/v1/audio/transcriptions', audio)
    expect(answer.headers[demoHeader]).toBe('1')
    expect(JSON.parse(answer.body).text).toContain('note.ogg')
  })

  it("go to the workspace's provider as a form", async () => {
    await withProvider()
    provider.answerJson({ text: `hello, ${key}` })
    expect(JSON.parse((await transcribe()).body)).toEqual({ text: 'hello, [redacted]' })
    const [request] = provider.received
    expect(request?.url).toBe('/v1/audio/transcriptions')
    expect(request?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/)
    expect(request?.body).toMatch(/name="file"; filename="note\.ogg"\r\nContent-Type: audio\/ogg\r\n\r\nRIFF-bytes\r\n/)
    expect(request?.body).toMatch(/name="model"\r\n\r\nwhisper-1\r\n/)
    await setting('transcription_model', 'large-v3')
    await transcribe()
    expect(provider.received[1]?.body).toContain('large-v3')
    expect(await counted()).toMatchObject({ calls: 2 })
  })
})

it.each(['/v1/embeddings', '/v1/audio/transcriptions'])(
  '%s is refused where the drawing has no use for it',
  async (path) => {
    const plain = await bench.tenant(`plain-${name++}`)
    const body = path === '/v1/embeddings' ? { model: 'default', input: ['a'] } : audio
    expect(await bench.ask(plain, body, path)).toMatchObject({ status: 403, error: { code: 'not-allowed' } })
  },
)

it.each([
  ['/v1/embeddings', { model: 'default', input: [] }],
  ['/v1/embeddings', { model: 'default', input: ['x'.repeat(8_001)] }],
  ['/v1/embeddings', { model: 'gpt', input: ['x'] }],
  ['/v1/audio/transcriptions', { ...audio, mediaType: 'text/html' }],
  ['/v1/audio/transcriptions', { ...audio, data: '***' }],
])('%s refuses what is not a request: %#', async (path, body) => {
  expect(await bench.ask(acme, body, path)).toMatchObject({ status: 400, error: { code: 'bad-input' } })
})

describe('the limits of a day', () => {
  const limit = (limits: { modelCallsPerDay?: number; tokensPerDay?: number }) =>
    bench.given.manifest(acme, bundleDigest, { embeddings: true, limits })

  it('end calls of every kind, also when all come at once, and say when they begin anew', async () => {
    await limit({ modelCallsPerDay: 3 })
    const answers = await Promise.all([chat(), embed(), chat(), embed(), chat()])
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(3)
    const refused = answers.find(({ status }) => status === 429)
    const midnight = new Date(new Date().setUTCHours(24, 0, 0, 0)).toISOString()
    expect(refused?.error).toMatchObject({ code: 'over-limit', details: { until: midnight } })
    expect(refused?.error?.message).toContain('The 3 model calls')
    expect(await counted()).toMatchObject({ calls: 3 })
  })

  it('of tokens end with the call that reached them', async () => {
    await limit({ tokensPerDay: 20 })
    await bench.given.run(
      `INSERT INTO usage_day (tenant_id, workspace_id, day, input_tokens, output_tokens)
       VALUES ($1, $2, (now() AT TIME ZONE 'utc')::date, 12, 7)`,
      [acme.tenantId, acme.workspaceId],
    )
    expect(await chat()).toMatchObject({ status: 200 })
    await counted()
    expect(await chat()).toMatchObject({ status: 429, error: { code: 'over-limit' } })
  })

  it('are of one day: what was used yesterday counts for nothing', async () => {
    await limit({ modelCallsPerDay: 1 })
    await bench.given.run(
      `INSERT INTO usage_day (tenant_id, workspace_id, day, model_calls)
       VALUES ($1, $2, (now() AT TIME ZONE 'utc')::date - 1, 99)`,
      [acme.tenantId, acme.workspaceId],
    )
    expect(await chat()).toMatchObject({ status: 200 })
  })
})

describe('the price', () => {
  const completion = { choices: [{ index: 0, message: { role: 'assistant', content: 'hi' } }] }
  const ask = () =>
    bench.raw(acme, '/v1/chat/completions', { model: 'default', messages: [{ role: 'user', content: 'hi' }] })

  it('is told with each answer once the workspace has set it', async () => {
    await withProvider()
    provider.answerJson(completion)
    expect((await ask()).headers).not.toHaveProperty(priceHeader)
    await bench.given.run('UPDATE model_provider SET input_price = 0.15, output_price = 2 WHERE workspace_id = $1', [
      acme.workspaceId,
    ])
    expect((await ask()).headers[priceHeader]).toBe('0.15;2')
  })
})

describe('what a runtime sends', () => {
  it('may hold files, up to the limit of a request', async () => {
    await withProvider()
    provider.answerJson({ text: 'long' })
    const large = { ...audio, data: Buffer.alloc(9_000_000).toString('base64') }
    expect(await bench.ask(acme, large, '/v1/audio/transcriptions')).toMatchObject({ status: 200 })
  })

  it('has only so much room at once, and gets it back', async () => {
    await bench.open({ limits: { requestBytesAtOnce: 50_000 } })
    await withProvider()
    let finish: (() => void)[] = []
    provider.answerWith((_request, response) => {
      finish.push(() => response.writeHead(200, { 'content-type': 'application/json' }).end('{"text":"x"}'))
    })
    const large = { ...audio, data: Buffer.alloc(30_000).toString('base64') }
    const first = bench.ask(acme, large, '/v1/audio/transcriptions')
    await expect.poll(() => finish.length).toBe(1)
    expect(await bench.ask(acme, large, '/v1/audio/transcriptions')).toMatchObject({ error: { code: 'over-limit' } })
    for (const end of finish) end()
    expect(await first).toMatchObject({ status: 200 })
    finish = []
    const second = bench.ask(acme, large, '/v1/audio/transcriptions')
    await expect.poll(() => finish.length).toBe(1)
    for (const end of finish) end()
    expect(await second).toMatchObject({ status: 200 })
    await bench.open()
  })
})
