import { generateKeyPairSync } from 'node:crypto'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { drainingHeader } from '@/domain/runtime/door-messages'
import { failedGuards } from '@/domain/runtime/guard-report'
import { messageResponseSchema } from '@/domain/runtime/runtime-api'
import { bundleOf, chat, echoBundle, ids, reply, signBundle } from './testing/bundles'
import { buildRuntime, removeBuild, startBuiltRuntime } from './testing/run-runtime'
import type { RunningRuntime } from './testing/start-runtime'
import { createTestHost, type TestHost } from './testing/test-host'
import { waitFor } from './testing/wait-for'

let host: TestHost
let started: RunningRuntime[]

beforeAll(buildRuntime)
afterAll(removeBuild)
beforeEach(async () => {
  host = await createTestHost()
  started = []
})
afterEach(async () => {
  for (const { child } of started) child.kill('SIGKILL')
  await Promise.all(started.map(({ ended }) => ended))
  await host.remove()
})

function start(env?: Record<string, string>): RunningRuntime {
  const runtime = startBuiltRuntime(host, env)
  started.push(runtime)
  return runtime
}

async function startWith(version: number): Promise<RunningRuntime> {
  const runtime = start()
  await host.take('hello')
  host.send({ type: 'apply-bundle', generation: version, bundle: signBundle(echoBundle(version)) })
  await host.take('bundle-applied')
  return runtime
}

async function say(content: string, session?: string) {
  const answer = await host.ask('POST', '/v1/messages', { content, ...(session === undefined ? {} : { session }) })
  expect(answer.text).not.toContain('"error"')
  return messageResponseSchema.parse(answer.json())
}

describe('a runtime that boots', () => {
  it('proves its guards, takes its bundle, and only then dials the gateway', async () => {
    start()
    const hello = await host.take('hello')
    expect(failedGuards(hello.guards)).toEqual([])
    expect(hello).toMatchObject({ active: null, bootGeneration: 1 })
    expect(host.spare()).toBe(0)
    const bundle = signBundle(echoBundle(1))
    host.send({ type: 'apply-bundle', generation: 1, bundle })
    const applied = await host.take('bundle-applied')
    expect(applied).toMatchObject({ generation: 1, bundleDigest: bundle.digest })
    expect(applied.guards.results.find(({ id }) => id === 'bundle-signature')?.evidence).toContain(bundle.digest)
    const { reply: text, version } = await say('Good morning')
    expect({ text, version }).toEqual({ text: 'You said: Good morning', version: 1 })
    expect(host.broker.calls[0]).toMatchObject({ bundle: bundle.digest, model: 'default' })
    const telemetry = await host.take('telemetry')
    expect(telemetry.turns).toMatchObject([{ outcome: 'ok', blueprintVersion: 1, inputTokens: 7, outputTokens: 3 }])
    expect(JSON.stringify(telemetry)).not.toContain('Good morning')
  })

  it('exits with 78 and tells which wall is missing when a guard fails', async () => {
    const runtime = start({ BULKHEAD_WAIVED_GUARDS: '' })
    const stopping = await host.take('stopping')
    expect(stopping.code).toBe('guard-failed')
    expect(stopping.guards && failedGuards(stopping.guards)).toContain('read-only-root')
    expect(await runtime.ended).toBe(78)
    expect(host.messages.map(({ type }) => type)).not.toContain('hello')
  })

  it('exits with 78 when an environment variable looks like a secret', async () => {
    const runtime = start({ OPENAI_API_KEY: 'sk-test' })
    expect(await runtime.ended).toBe(78)
    const stopping = await host.take('stopping')
    expect(stopping.message).toContain('no-secret-env')
    expect(JSON.stringify(stopping)).not.toContain('sk-test')
  })

  it('exits with 78 when the broker takes it for another tenant', async () => {
    host.broker.identity.tenantId = ids.stranger
    expect(await start().ended).toBe(78)
    expect((await host.take('stopping')).message).toContain('broker-identity')
  })

  it('waits for a broker that comes late, and stops at once when it is told to meanwhile', async () => {
    await host.hangUp()
    const impatient = start()
    const patient = start()
    await waitFor('both to be up', () => started.every(({ output }) => output().includes('"starting"')))
    impatient.child.kill('SIGTERM')
    expect(await impatient.ended).toBe(0)
    await host.listen()
    expect(failedGuards((await host.take('hello')).guards)).toEqual([])
    patient.child.kill('SIGTERM')
    expect(await patient.ended).toBe(0)
  })

  it('exits with 64 and names the variable when the boot environment is not usable', async () => {
    const runtime = start({ BULKHEAD_TENANT_ID: 'acme' })
    expect(await runtime.ended).toBe(64)
    expect(runtime.output()).toContain('BULKHEAD_TENANT_ID')
  })
})

describe('a bundle', () => {
  const refusal = async (generation: number, bundle: ReturnType<typeof signBundle>) => {
    host.send({ type: 'apply-bundle', generation, bundle })
    return host.take('bundle-refused')
  }

  it('is refused when forged, changed, for another tenant, older, or not runnable; what ran goes on running', async () => {
    await startWith(5)
    const good = echoBundle(6)
    const forged = signBundle(good, generateKeyPairSync('ed25519').privateKey)
    expect(await refusal(6, forged)).toMatchObject({ generation: 6, code: 'bad-signature' })
    const changed = { ...signBundle(good), payload: JSON.stringify(echoBundle(7)) }
    expect(await refusal(6, changed)).toMatchObject({ code: 'bad-signature' })
    const renamed = { ...signBundle(good), digest: `sha256:${'0'.repeat(64)}` }
    expect(await refusal(6, renamed)).toMatchObject({ code: 'bad-signature' })
    const foreign = signBundle(echoBundle(6, { tenant: { id: ids.stranger, slug: 'other', name: 'Other' } }))
    expect(await refusal(6, foreign)).toMatchObject({ code: 'forbidden' })
    const elsewhere = signBundle(echoBundle(6, { workspaceId: ids.stranger }))
    expect(await refusal(6, elsewhere)).toMatchObject({ code: 'forbidden' })
    expect(await refusal(4, signBundle(echoBundle(4)))).toMatchObject({ generation: 4, code: 'stale-generation' })
    const broken = await refusal(6, signBundle(bundleOf([chat('say'), reply('say', '{{ oops')])))
    expect(broken).toMatchObject({ code: 'bad-input', message: expect.stringContaining('say') })
    expect((await say('Still there?')).version).toBe(5)
  })

  it('is acknowledged again when it is sent again', async () => {
    await startWith(1)
    host.send({ type: 'apply-bundle', generation: 1, bundle: signBundle(echoBundle(1)) })
    expect(await host.take('bundle-applied')).toMatchObject({ generation: 1 })
  })

  it('is swapped while running: open sessions finish where they began, new ones begin on the new one', async () => {
    await startWith(1)
    const { session } = await say('First')
    host.send({ type: 'apply-bundle', generation: 2, bundle: signBundle(echoBundle(2)) })
    expect(await host.take('bundle-applied')).toMatchObject({ generation: 2, durationMs: expect.any(Number) })
    expect((await say('Second', session)).version).toBe(1)
    expect((await say('Hello')).version).toBe(2)
    host.send({ type: 'apply-bundle', generation: 3, bundle: signBundle(echoBundle(3, { sessions: 'move' })) })
    await host.take('bundle-applied')
    expect((await say('Third', session)).version).toBe(3)
  })
})

describe('a wall that falls while it runs', () => {
  it('ends the runtime at the next swap, with the report, before the new bundle has answered anything', async () => {
    const runtime = await startWith(1)
    host.broker.identity.tenantId = ids.stranger
    host.send({ type: 'apply-bundle', generation: 2, bundle: signBundle(echoBundle(2)) })
    const stopping = await host.take('stopping')
    expect(stopping).toMatchObject({ code: 'guard-failed', message: expect.stringContaining('broker-identity') })
    expect(await runtime.ended).toBe(78)
    expect(host.messages.map(({ type }) => type)).not.toContain('bundle-applied')
  })
})

describe('what happens to the host side or to the process', () => {
  it('keeps conversations across kill -9', async () => {
    const first = await startWith(1)
    const { session } = await say('My name is Ada')
    first.child.kill('SIGKILL')
    await first.ended
    await startWith(1)
    await say('Who am I?', session)
    const prompt = host.broker.calls.at(-1)?.messages.map(({ content }) => content)
    expect(prompt).toEqual(['You are version 1.', 'My name is Ada', 'You said: My name is Ada', 'Who am I?'])
    const history = await host.ask('GET', `/v1/sessions/${session}`)
    expect(history.json()).toMatchObject({ session, messages: [{}, {}, { content: 'Who am I?' }, {}] })
    const raw = readdirSync(join(host.data, 'store'))
    expect(raw).toContain('bulkhead.db')
  })

  it('redials all three doors when the host comes back, and says what it runs', async () => {
    await startWith(1)
    await waitFor('spare connections', () => host.spare() >= 4)
    await host.hangUp()
    await host.listen()
    const hello = await host.take('hello')
    expect(hello.active).toEqual({ generation: 1, bundleDigest: signBundle(echoBundle(1)).digest })
    expect((await say('Back again')).reply).toBe('You said: Back again')
    await waitFor('spare connections', () => host.spare() >= 4)
  })

  it('drains on SIGTERM: the turn in hand is answered, a new request is sent elsewhere, exit is clean', async () => {
    const runtime = await startWith(1)
    let release: () => void = () => undefined
    host.broker.say = () => new Promise((resolve) => (release = () => resolve('Finished')))
    const inHand = say('Take your time')
    await waitFor('the model call', () => host.broker.calls.length === 1)
    runtime.child.kill('SIGTERM')
    await waitFor('draining', () => runtime.output().includes('"draining"'))
    const late = await host.ask('POST', '/v1/messages', { content: 'Too late' })
    expect(late.status).toBe(503)
    expect(late.headers[drainingHeader]).toBe('1')
    release()
    expect((await inHand).reply).toBe('Finished')
    expect(await runtime.ended).toBe(0)
    expect((await host.take('telemetry')).turns).toHaveLength(1)
  })

  it('sets a store aside that its key does not open, says so, and never begins anew by itself', async () => {
    const first = await startWith(1)
    await say('Remember this')
    first.child.kill('SIGKILL')
    await first.ended
    host.broker.storeKey = Buffer.alloc(32, 9).toString('base64')
    for (const _attempt of [1, 2]) {
      expect(await start().ended).toBe(65)
      const stopping = await host.take('stopping')
      expect(stopping.code).toBe('data-corrupt')
      expect(stopping.message).toMatch(/set-aside.*restart/s)
    }
    const files = readdirSync(join(host.data, 'store'))
    expect(files.some((file) => /^bulkhead\.db\.set-aside-/.test(file))).toBe(true)
    expect(existsSync(join(host.data, 'store/bulkhead.db'))).toBe(false)
  })

  it('refuses a store whose bytes are no database', async () => {
    const first = await startWith(1)
    first.child.kill('SIGKILL')
    await first.ended
    for (const file of readdirSync(join(host.data, 'store'))) {
      writeFileSync(join(host.data, 'store', file), Buffer.alloc(8_192, 'x'))
    }
    expect(await start().ended).toBe(65)
    expect((await host.take('stopping')).code).toBe('data-corrupt')
  })
})
