import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '@/server/db/client'
import type { SeededTenant } from '@/server/doors/testing/seed-tenant'
import { waitFor } from '@/server/doors/testing/wait-for'
import { type HttpServer, startHttpServer, startMailServer } from '@/server/skills/testing/skill-bench'
import { createEffectBench, type EffectBench, hook, mail } from '../testing/effect-bench'

let bench: EffectBench
let acme: SeededTenant
let server: HttpServer
let smtp: Awaited<ReturnType<typeof startMailServer>>
let name = 0

beforeAll(async () => {
  bench = await createEffectBench()
})
afterAll(() => bench.close())
beforeEach(async () => {
  server = await startHttpServer()
  smtp = await startMailServer('password')
  await open()
  acme = await bench.tenant(`acme-${name++}`, {
    skills: { email: ['send'], webhook: ['post'] },
    origins: [server.origin],
  })
  const fields = { host: '127.0.0.1', port: String(smtp.port), from: 'hello@acme.test' }
  await bench.given.connection(acme, 'email', fields, {})
})
afterEach(async () => {
  await bench.closeBroker()
  await server.close()
  await smtp.close()
})

const open = (options: { leaseMs?: number; db?: Database } = {}) =>
  bench.open({
    allow: [`127.0.0.1:${server.port}`, `127.0.0.1:${smtp.port}`],
    limits: options.leaseMs === undefined ? {} : { leaseMs: options.leaseMs },
    ...(options.db ? { db: options.db } : {}),
  })

/** The same database, whose transactions fail where `fails` says so: as if the broker died there. */
function failing(fails: (transaction: number) => boolean): Database {
  let count = 0
  return new Proxy(bench.db, {
    get(target, property, receiver) {
      if (property !== '$transaction') return Reflect.get(target, property, receiver)
      return (...words: Parameters<Database['$transaction']>) => {
        count += 1
        if (fails(count)) return Promise.reject(new Error('the broker died'))
        return target.$transaction(...words)
      }
    },
  })
}

/** Which transactions a first call makes: who it is (1), the claim (2), the note (3 and its repetitions). */
const step = { identify: 1, claim: 2, note: 3 } as const
const messageIds = () => smtp.received.map(({ text }) => /Message-ID: (.*)/.exec(text)?.[1])

describe('a broker that dies', () => {
  it('before anything was noted has done nothing, and the next one does it', async () => {
    await open({ db: failing((count) => count === step.claim) })
    expect((await bench.ask(acme, mail('k'))).status).toBe(500)
    expect(smtp.received).toEqual([])
    expect(await bench.ask(acme, mail('k'))).toMatchObject({ status: 200, replayed: false })
    expect(smtp.received).toHaveLength(1)
  })

  it('between sending and noting: the next one sends again after the lease, recognisably the same', async () => {
    await open({ db: failing((count) => count >= step.note), leaseMs: 400 })
    expect(await bench.ask(acme, mail('k'))).toMatchObject({ status: 503, error: { code: 'not-ready' } })
    expect(await bench.given.effects(acme)).toMatchObject([{ state: 'begun' }])
    await open({ leaseMs: 400 })
    expect(await bench.ask(acme, mail('k'))).toMatchObject({ status: 200, replayed: false })
    expect(messageIds()).toHaveLength(2)
    expect(new Set(messageIds()).size).toBe(1)
    expect(await bench.given.effects(acme)).toMatchObject([{ state: 'done', attempts: 2 }])
    expect(await bench.ask(acme, mail('k'))).toMatchObject({ replayed: true })
  })

  it('the same with a webhook: one id for both', async () => {
    const body = hook('k', `${server.origin}/x`)
    await open({ db: failing((count) => count >= step.note), leaseMs: 400 })
    expect((await bench.ask(acme, body)).status).toBe(503)
    await open({ leaseMs: 400 })
    expect(await bench.ask(acme, body)).toMatchObject({ status: 200, replayed: false })
    const ids = server.received.map(({ headers }) => headers['webhook-id'])
    expect(ids).toHaveLength(2)
    expect(new Set(ids).size).toBe(1)
  })

  it('leaves what it began to nobody before its lease ends', async () => {
    await open({ db: failing((count) => count >= step.note) })
    await bench.ask(acme, mail('k'))
    await open()
    const gone = new AbortController()
    const waiting = bench.ask(acme, mail('k'), '/v1/effects', gone.signal)
    await waitFor('it has looked', () => bench.ask(acme, mail('other')))
    expect(messageIds()).toHaveLength(2)
    gone.abort()
    await expect(waiting).rejects.toThrow()
    await bench.given.run(`UPDATE effect SET lease_until = now() WHERE tenant_id = $1`, [acme.tenantId])
    expect(await bench.ask(acme, mail('k'))).toMatchObject({ status: 200, replayed: false })
  })

  it('while it notes that it failed: it is free when the lease ends', async () => {
    server.answerJson({}, 500)
    const body = hook('k', `${server.origin}/x`)
    await open({ db: failing((count) => count >= step.note), leaseMs: 300 })
    expect(await bench.ask(acme, body)).toMatchObject({ status: 502, error: { code: 'upstream-failed' } })
    expect(await bench.given.effects(acme)).toMatchObject([{ state: 'begun' }])
    server.answerJson({})
    await open({ leaseMs: 300 })
    expect(await bench.ask(acme, body)).toMatchObject({ status: 200 })
  })

  it('of a database that is away for a moment only notes it a moment later', async () => {
    await open({ db: failing((count) => count === step.note || count === step.note + 1) })
    expect(await bench.ask(acme, mail('k'))).toMatchObject({ status: 200, replayed: false })
    expect(await bench.given.effects(acme)).toMatchObject([{ state: 'done', attempts: 1 }])
  })
})

describe('calls of one key at the same moment', () => {
  it('are one act: the others wait for it and are answered with what it was', async () => {
    let finish: () => void = () => undefined
    server.answerWith((_request, response) => {
      finish = () => response.end('done')
    })
    const body = hook('k', `${server.origin}/x`)
    const calls = [0, 1, 2].map(() => bench.ask(acme, body))
    await waitFor('it is under way', () => server.received.length === 1)
    finish()
    const answers = await Promise.all(calls)
    expect(answers.map(({ replayed }) => replayed).sort()).toEqual([false, true, true])
    expect(answers.map(({ output }) => output)).toEqual(Array(3).fill({ status: 200, body: 'done' }))
    expect(server.received).toHaveLength(1)
  })

  it('when it fails, one of the others tries again', async () => {
    let first = true
    server.answerWith((_request, response) => {
      response.writeHead(first ? 500 : 200).end()
      first = false
    })
    const body = hook('k', `${server.origin}/x`)
    const answers = await Promise.all([0, 1].map(() => bench.ask(acme, body)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 502])
    expect(server.received).toHaveLength(2)
  })

  it('with different contents are one act and a refusal', async () => {
    const answers = await Promise.all(
      [mail('k', { text: 'one' }), mail('k', { text: 'two' })].map((body) => bench.ask(acme, body)),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(smtp.received).toHaveLength(1)
  })
})

it('a runtime that goes away leaves what was begun to its end, and finds it done when it comes back', async () => {
  let finish: () => void = () => undefined
  server.answerWith((_request, response) => {
    finish = () => response.end('done')
  })
  const body = hook('k', `${server.origin}/x`)
  const gone = new AbortController()
  const call = bench.ask(acme, body, '/v1/effects', gone.signal)
  await waitFor('it is under way', () => server.received.length === 1)
  gone.abort()
  await expect(call).rejects.toThrow()
  const closing = bench.closeBroker()
  finish()
  await closing
  await open()
  expect(await bench.ask(acme, body)).toMatchObject({ replayed: true, output: { status: 200, body: 'done' } })
  expect(server.received).toHaveLength(1)
})
