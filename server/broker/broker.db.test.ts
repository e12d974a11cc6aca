import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { bundleHeader, demoHeader, demoModelName } from '@/domain/runtime/broker-api'
import { connectDatabase, type Database } from '@/server/db/client'
import { createTestDatabase, type TestDatabase } from '@/server/db/testing/test-database'
import { createDoorsFolder, type DoorsFolder } from '@/server/doors/testing/doors-folder'
import { type SeededTenant, seedTenant } from '@/server/doors/testing/seed-tenant'
import { waitFor } from '@/server/doors/testing/wait-for'
import { deriveKey } from '@/server/vault/envelope'
import { fileKeyProvider } from '@/server/vault/key-provider'
import { type Broker, createBroker } from './broker'
import type { BrokerLimits } from './limits'
import { arrange } from './testing/arrange'
import { type BrokerQuestion, callBroker } from './testing/call-broker'
import { completion, type ModelServer, startModelServer } from './testing/model-server'

const keys = fileKeyProvider(generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey)
const digest = (letter: string) => `sha256:${letter.repeat(64)}`
const current = digest('a')

let database: TestDatabase
let db: Database
let model: ModelServer
let doors: DoorsFolder
let broker: Broker
let logged: string
let acme: SeededTenant
let umbrella: SeededTenant
let given: ReturnType<typeof arrange>

beforeAll(async () => {
  database = await createTestDatabase()
  db = database.connect('broker')
  given = arrange(database, keys)
  acme = await seedTenant(database, 'acme')
  umbrella = await seedTenant(database, 'umbrella')
  await given.bundle(acme, current, ['default', 'gpt-x'], { ageDays: 9, current: true })
  await given.bundle(umbrella, digest('b'), ['default', 'secret-model'], { current: true })
})
afterAll(() => database.close())

beforeEach(async () => {
  model = await startModelServer()
  doors = await createDoorsFolder()
  await Promise.all([acme, umbrella].map((tenant) => doors.addRuntime(tenant.runtimeId)))
  logged = ''
  await open()
})
afterEach(async () => {
  await broker.close()
  await model.close()
  await doors.remove()
})

async function open(limits: Partial<BrokerLimits> = {}) {
  const log = pino({ level: 'trace' }, { write: (line: string) => (logged += line) })
  broker = await createBroker({ db, doorsFolder: doors.path, keys, log, limits })
}
async function reopen(limits: Partial<BrokerLimits>) {
  await broker.close()
  await open(limits)
}

const call = (tenant: SeededTenant, path: string, question?: BrokerQuestion) =>
  callBroker(doors.socketPath(tenant.runtimeId, 'broker'), path, question)
const hello = { model: 'default', messages: [{ role: 'user', content: 'top-secret-question' }] }
const chat = (body: object | string = hello, more: BrokerQuestion = {}) =>
  call(acme, '/v1/chat/completions', { body, headers: { [bundleHeader]: current }, ...more })
const errorOf = (answer: { body: string }) => JSON.parse(answer.body).error
const newKey = () => `sk-${randomBytes(24).toString('base64')}`

describe('who is calling', () => {
  it('is said by the socket, whatever the request claims', async () => {
    const headers = {
      'x-runtime-id': umbrella.runtimeId,
      host: umbrella.runtimeId,
      'x-bulkhead-tenant': umbrella.tenantId,
    }
    const answer = await call(acme, `/v1/identity?runtimeId=${umbrella.runtimeId}`, { headers })
    const { runtimeId, tenantId, workspaceId } = acme
    expect(JSON.parse(answer.body)).toEqual({ runtimeId, tenantId, workspaceId })
  })

  it('gets nothing when no such runtime is known', async () => {
    const stranger = await doors.addRuntime()
    await broker.refresh()
    const answer = await callBroker(doors.socketPath(stranger, 'broker'), '/v1/identity')
    expect([answer.status, errorOf(answer).code]).toEqual([403, 'forbidden'])
  })

  it('gets the key of its own store, and the same one each time', async () => {
    const wrapped = await given.dataKey(acme)
    await given.dataKey(umbrella)
    const keyOf = async (tenant: SeededTenant) => JSON.parse((await call(tenant, '/v1/store-key')).body).key
    expect(await keyOf(acme)).toBe(deriveKey(await keys.unwrap(wrapped), 'runtime-store'))
    expect(await keyOf(acme)).toBe(await keyOf(acme))
    expect(await keyOf(umbrella)).not.toBe(await keyOf(acme))
    expect(logged).not.toContain(await keyOf(acme))
  })

  it('gets a clear answer to a call that there is not', async () => {
    expect((await call(acme, '/v1/constructor')).status).toBe(404)
    expect((await call(acme, '/v1/identity', { method: 'DELETE' })).status).toBe(404)
  })
})

describe('what it may call', () => {
  it('is what the manifest allows', async () => {
    const list = JSON.parse((await call(acme, '/v1/models')).body)
    expect(list.data.map((entry: { id: string }) => entry.id)).toEqual(['default', 'gpt-x'])
    const answer = await chat({ ...hello, model: 'secret-model' })
    expect([answer.status, errorOf(answer).code]).toEqual([403, 'model-not-allowed'])
  })

  it('is not what a bundle of another tenant allows', async () => {
    const answer = await chat(hello, { headers: { [bundleHeader]: digest('b') } })
    expect([answer.status, errorOf(answer).code]).toEqual([403, 'forbidden'])
    expect(answer.body).not.toContain('secret-model')
  })

  it('is what a bundle allowed that was superseded within the last day, and no older one', async () => {
    const rolling = await seedTenant(database, 'rolling')
    await doors.addRuntime(rolling.runtimeId)
    await broker.refresh()
    await given.bundle(rolling, digest('1'), ['default'], { ageDays: 30 })
    await given.bundle(rolling, digest('2'), ['default'], { ageDays: 20 })
    await given.bundle(rolling, digest('3'), ['default'], { current: true })
    const status = async (letter: string) =>
      (await call(rolling, '/v1/chat/completions', { body: hello, headers: { [bundleHeader]: digest(letter) } })).status
    expect([await status('1'), await status('2'), await status('3')]).toEqual([403, 200, 200])
  })

  it.each([
    ['no bundle', hello, {}],
    ['no JSON', '{', { [bundleHeader]: current }],
    ['no messages', { model: 'default', messages: [] }, { [bundleHeader]: current }],
    [
      'a role that is none',
      { model: 'default', messages: [{ role: 'root', content: '' }] },
      { [bundleHeader]: current },
    ],
  ])('is refused with what is wrong: %s', async (_name, body, headers: Record<string, string>) => {
    const answer = await chat(body, { headers })
    expect([answer.status, errorOf(answer).code]).toEqual([400, 'bad-input'])
  })

  it('is refused when it is too large', async () => {
    await reopen({ requestBytes: 2_000_000 })
    const answer = await chat({ ...hello, messages: [{ role: 'user', content: 'x'.repeat(2_200_000) }] })
    expect([answer.status, errorOf(answer).code]).toEqual([413, 'too-large'])
  })
})

describe('without a provider', () => {
  it('the demo model answers, and says that it is one', async () => {
    const answer = await chat()
    expect(answer.headers[demoHeader]).toBe('1')
    expect(JSON.parse(answer.body)).toMatchObject({ object: 'chat.completion', model: demoModelName })
  })

  it('its stream says the same as its whole answer', async () => {
    const whole = JSON.parse((await chat()).body).choices[0].message.content
    const stream = await chat({ ...hello, stream: true })
    expect(stream.headers[demoHeader]).toBe('1')
    expect(stream.body.endsWith('data: [DONE]\n\n')).toBe(true)
    const chunks = stream.body.match(/^data: \{.*$/gm)?.map((line) => JSON.parse(line.slice(6))) ?? []
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toBe(whole)
    expect(chunks.at(-1).usage.total_tokens).toBeGreaterThan(0)
  })
})

describe('with a provider', () => {
  let key: string
  beforeEach(async () => {
    key = newKey()
    await given.provider(acme, model.baseUrl, key)
  })

  it("is called with the workspace's key and default model, and with nothing that is unknown", async () => {
    const before = await given.usage(acme)
    const answer = await chat({ ...hello, api_key: 'mine', metadata: { a: 1 }, temperature: 0.5 })
    expect(JSON.parse(answer.body)).toEqual(completion('hello'))
    expect(model.received[0]?.headers.authorization).toBe(`Bearer ${key}`)
    expect(model.received[0]?.body).toEqual({ ...hello, model: 'house-model', stream: false, temperature: 0.5 })
    await chat({ ...hello, model: 'gpt-x' })
    expect(model.received[1]?.body.model).toBe('gpt-x')
    await broker.close()
    const after = await given.usage(acme)
    expect(after).toEqual({
      calls: Number(before?.calls) + 2,
      input: Number(before?.input) + 22,
      output: Number(before?.output) + 14,
    })
  })

  it('streams: each piece arrives while the rest is still to come, and its tokens are counted', async () => {
    let more: (text: string) => void = () => undefined
    let end: () => void = () => undefined
    model.answerWith((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      more = (text) => response.write(text)
      end = () => response.end('data: [DONE]\n\n')
      more('data: {"choices":[{"delta":{"content":"one"}}]}\n\n')
    })
    const before = await given.usage(acme)
    let got = ''
    const answer = chat(
      { ...hello, stream: true },
      { headers: { [bundleHeader]: current }, onData: (text) => (got += text) },
    )
    await waitFor('the first piece', () => got.includes('one'))
    more('data: {"choices":[],"usage":{"prompt_to')
    more('kens":5,"completion_tokens":3}}\n\n')
    await waitFor('the usage', () => got.includes('completion_tokens'))
    end()
    expect((await answer).body.endsWith('data: [DONE]\n\n')).toBe(true)
    expect(model.received[0]?.body.stream_options).toEqual({ include_usage: true })
    await broker.close()
    expect(await given.usage(acme)).toMatchObject({
      input: Number(before?.input) + 5,
      output: Number(before?.output) + 3,
    })
  })

  it('lets the key out in no answer and no log, however the provider echoes it', async () => {
    for (let round = 0; round < 20; round++) {
      const secret = round % 2 === 0 ? newKey() : randomBytes(20).toString('base64url')
      await given.provider(acme, model.baseUrl, secret)
      const cut = Math.floor(Math.random() * secret.length)
      model.answerWith((_request, response) => {
        if (round % 4 < 2) {
          const status = [400, 401, 429, 500][round % 4] ?? 500
          response.writeHead(status, { 'content-type': 'application/json' })
          response.end(JSON.stringify({ error: { message: `Bad key ${secret}, sent as Bearer ${secret}` } }))
          return
        }
        const streams = round % 4 === 2
        response.writeHead(200, { 'content-type': streams ? 'text/event-stream' : 'application/json' })
        const text = JSON.stringify({ ...completion('x'), echo: '<>' })
        const [head, tail] = (streams ? `data: ${text}\n\n` : text).split('<>')
        response.write(`${head}${secret.slice(0, cut)}`)
        setImmediate(() => response.end(`${secret.slice(cut)}${tail}`))
      })
      const answer = await chat({ ...hello, stream: round % 4 === 2 })
      expect(answer.body + JSON.stringify(answer.headers)).not.toContain(secret)
      expect(answer.body).toContain('[redacted]')
      expect(logged).not.toContain(secret)
    }
    expect(logged).not.toContain('top-secret-question')
  })

  it('says with which status the provider refused, and why', async () => {
    model.answerWith((_request, response) => {
      response.writeHead(500).end(JSON.stringify({ error: { message: 'overloaded' } }))
    })
    const answer = await chat()
    expect(answer.status).toBe(502)
    expect(errorOf(answer)).toMatchObject({ code: 'model-unavailable', details: { upstreamStatus: 500 } })
    expect(errorOf(answer).message).toContain('overloaded')
  })

  it('follows no redirect', async () => {
    const elsewhere = await startModelServer()
    model.answerWith((_request, response) => response.writeHead(307, { location: elsewhere.baseUrl }).end())
    expect(errorOf(await chat())).toMatchObject({ code: 'model-unavailable', details: { upstreamStatus: 307 } })
    expect(elsewhere.received).toEqual([])
    await elsewhere.close()
  })

  it.each(['file:///etc/passwd', 'http://user:pass@127.0.0.1/v1', 'not a url'])('calls no %s', async (baseUrl) => {
    await given.provider(acme, baseUrl, key)
    expect(errorOf(await chat()).code).toBe('model-unavailable')
  })

  it('says so when nobody is there, and when what is there is no model', async () => {
    await given.provider(acme, 'http://127.0.0.1:9/v1', key)
    expect(errorOf(await chat()).message).toContain('ECONNREFUSED')
    await given.provider(acme, model.baseUrl, key)
    model.answerWith((_request, response) => response.end('<html>welcome</html>'))
    expect(errorOf(await chat()).message).toContain('Check its base URL')
  })

  it('gives up on a provider that hangs before its answer, and in the middle of it', async () => {
    await reopen({ firstByteMs: 100, silenceMs: 100 })
    model.answerWith(() => undefined)
    const answer = await chat()
    expect([answer.status, errorOf(answer).code]).toEqual([504, 'deadline-exceeded'])
    model.answerWith((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: {"choices":[]}\n\n')
    })
    const { body } = await chat({ ...hello, stream: true })
    expect(body).toContain('"deadline-exceeded"')
    expect(body).not.toContain('[DONE]')
  })

  it.each([true, false])('takes no more than its limit of an endless answer (stream: %s)', async (stream) => {
    await reopen({ answerBytes: 1_000_000 })
    let sent = 0
    let stopped = false
    model.answerWith((_request, response) => {
      response.writeHead(200, { 'content-type': stream ? 'text/event-stream' : 'application/json' })
      response.once('close', () => {
        stopped = true
      })
      const more = () => {
        while (sent < 50_000_000 && !response.destroyed) {
          sent += 65_536
          if (!response.write('x'.repeat(65_536))) return
        }
      }
      response.on('drain', more)
      more()
    })
    const answer = await chat({ ...hello, stream })
    expect(answer.body).toContain('is larger than 1000000 bytes')
    expect(answer.body.length).toBeLessThan(1_100_000)
    await waitFor('the provider is cut off', () => stopped)
    expect(sent).toBeLessThan(20_000_000)
  })

  it('stops the provider when the runtime goes away', async () => {
    let stopped = false
    model.answerWith((_request, response) => {
      response.once('close', () => {
        stopped = true
      })
    })
    const gone = new AbortController()
    const answer = chat(hello, { headers: { [bundleHeader]: current }, signal: gone.signal })
    await waitFor('the provider has it', () => model.received.length === 1)
    gone.abort()
    await expect(answer).rejects.toThrow()
    await waitFor('the provider is told', () => stopped)
  })

  it('lets one runtime have only so many calls under way, and the others all the same', async () => {
    await reopen({ callsAtOnce: 2 })
    model.answerWith(() => undefined)
    const hanging = [0, 1].map(() => chat().catch(() => undefined))
    await waitFor('both are under way', () => model.received.length === 2)
    const answer = await chat()
    expect([answer.status, errorOf(answer).code]).toEqual([429, 'over-limit'])
    expect((await call(umbrella, '/v1/identity')).status).toBe(200)
    await broker.close()
    await Promise.all(hanging)
  })
})

it('asks for patience while it cannot reach its database', async () => {
  await broker.close()
  const away = connectDatabase('postgresql://nobody:x@127.0.0.1:9/none')
  const log = pino({ level: 'silent' })
  broker = await createBroker({ db: away, doorsFolder: doors.path, keys, log })
  const answer = await call(acme, '/v1/identity')
  expect([answer.status, errorOf(answer).code]).toEqual([503, 'not-ready'])
  await reopen({})
  expect((await call(acme, '/v1/identity')).status).toBe(200)
  await away.$disconnect()
})
