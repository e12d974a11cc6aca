import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { canonicalJson, sha256Digest } from '@/domain/blueprint/canonical'
import type { PolicyRule } from '@/domain/policy/rule'
import type { SeededTenant } from '@/server/doors/testing/seed-tenant'
import { type HttpServer, startHttpServer } from '@/server/skills/testing/skill-bench'
import { bundleDigest, createEffectBench, type EffectBench } from '../testing/effect-bench'

let bench: EffectBench
let acme: SeededTenant
let server: HttpServer
let name = 0

beforeAll(async () => {
  bench = await createEffectBench()
  server = await startHttpServer()
  await bench.open({ allow: [`127.0.0.1:${server.port}`] })
})
afterAll(async () => {
  await bench.close()
  await server.close()
})
beforeEach(async () => {
  acme = await tenant()
})
afterEach(() => {
  server.received.length = 0
})

async function tenant() {
  const made = await bench.tenant(`tenant-${name++}`)
  await bench.given.connection(made, 'http', { baseUrl: server.origin }, {})
  return made
}
const rules = (list: PolicyRule[], of = acme) =>
  bench.given.manifest(of, bundleDigest, { skills: { http: ['get', 'send'] }, rules: list, slots: { plan: 'free' } })
const send = (key: string, amount = 5, more: object = {}) => ({
  kind: 'skill',
  key,
  skill: 'http',
  action: 'send',
  args: { path: '/refunds', body: { amount } },
  ...more,
})
const subjectOf = ({ skill, action, args }: ReturnType<typeof send>) =>
  sha256Digest(canonicalJson({ skill, action, args }))
const largeAsks: PolicyRule = { name: 'Large refunds', effect: 'ask', when: 'args.body.amount > 100' }

describe('rules', () => {
  it('forbid, with their name and before anything is done', async () => {
    await rules([{ name: 'No refunds', effect: 'deny', when: 'skill == "http" && action == "send"' }])
    const answer = await bench.ask(acme, send('k'))
    expect(answer).toMatchObject({ status: 403, error: { code: 'not-allowed', details: { rule: 'No refunds' } } })
    expect(server.received).toEqual([])
    expect(await bench.given.effects(acme)).toEqual([])
  })

  it('see the tenant as the database has it, and the slots of the bundle', async () => {
    await rules([{ name: 'Mine', effect: 'deny', when: `tenant.slug == "${acme.slug}" && slots.plan == "free"` }])
    expect(await bench.ask(acme, send('k'))).toMatchObject({ error: { code: 'not-allowed' } })
  })

  it('that cannot be checked let nothing through', async () => {
    await rules([{ name: 'Broken', effect: 'deny', when: 'args.no.such.field == 1' }])
    expect(await bench.ask(acme, send('k'))).toMatchObject({
      error: { code: 'not-allowed', details: { rule: 'Broken' } },
    })
  })

  it('count what this tenant did, one after the other, also when all is asked for at once', async () => {
    await rules([{ name: 'Three an hour', effect: 'deny', when: 'action == "send" && counters.hour >= 3' }])
    const answers = await Promise.all(Array.from({ length: 8 }, (_, index) => bench.ask(acme, send(`k${index}`))))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(3)
    expect(server.received).toHaveLength(3)
    // Another try of what was done is no further act, and other actions and tenants are not counted.
    const done = answers.findIndex(({ status }) => status === 200)
    expect(await bench.ask(acme, send(`k${done}`))).toMatchObject({ status: 200, replayed: true })
    const get = { kind: 'skill', key: 'g', skill: 'http', action: 'get', args: { path: '/' } }
    expect(await bench.ask(acme, get)).toMatchObject({ status: 200 })
  })

  it('forget what was done longer ago than they ask for', async () => {
    await rules([{ name: 'Once an hour', effect: 'deny', when: 'counters.hour >= 1' }])
    expect(await bench.ask(acme, send('k1'))).toMatchObject({ status: 200 })
    expect(await bench.ask(acme, send('k2'))).toMatchObject({ status: 403 })
    await bench.given.run(`UPDATE effect SET created_at = now() - interval '61 minutes' WHERE tenant_id = $1`, [
      acme.tenantId,
    ])
    expect(await bench.ask(acme, send('k2'))).toMatchObject({ status: 200 })
  })
})

describe('a rule that asks', () => {
  beforeEach(() => rules([largeAsks]))

  it('lets through what it does not speak of, and says of the rest who is asked and for what', async () => {
    expect(await bench.ask(acme, send('small', 50))).toMatchObject({ status: 200 })
    const answer = await bench.ask(acme, send('large', 500))
    expect(answer).toMatchObject({
      status: 428,
      error: {
        code: 'approval-required',
        details: { rule: 'Large refunds', people: [], subject: subjectOf(send('large', 500)) },
      },
    })
  })

  it('is satisfied by a yes for exactly this, once', async () => {
    const approval = await bench.given.approval(acme, subjectOf(send('k', 500)), 'approved')
    expect(await bench.ask(acme, send('k', 500, { approval }))).toMatchObject({ status: 200, replayed: false })
    expect(await bench.ask(acme, send('k', 500, { approval }))).toMatchObject({ status: 200, replayed: true })
    expect(await bench.ask(acme, send('k2', 500, { approval }))).toMatchObject({
      status: 428,
      error: { code: 'approval-required', message: expect.stringContaining('used for another') },
    })
    expect(server.received).toHaveLength(1)
  })

  it('is satisfied again by the same yes when the first try failed', async () => {
    const approval = await bench.given.approval(acme, subjectOf(send('k', 500)), 'approved')
    server.answerJson({}, 503)
    expect(await bench.ask(acme, send('k', 500, { approval }))).toMatchObject({ status: 502 })
    server.answerJson({})
    expect(await bench.ask(acme, send('k', 500, { approval }))).toMatchObject({ status: 200 })
  })

  it.each(['open', 'withdrawn'])('is not satisfied by a question that is %s', async (state) => {
    const approval = await bench.given.approval(acme, subjectOf(send('k', 500)), state)
    expect(await bench.ask(acme, send('k', 500, { approval }))).toMatchObject({ error: { code: 'approval-required' } })
  })

  it.each(['denied', 'expired'])('ends with a question that was %s', async (state) => {
    const approval = await bench.given.approval(acme, subjectOf(send('k', 500)), state)
    expect(await bench.ask(acme, send('k', 500, { approval }))).toMatchObject({
      status: 403,
      error: { code: 'approval-denied' },
    })
  })

  it('is not satisfied by a yes for something else, of another tenant, or of nobody', async () => {
    const other = await tenant()
    for (const approval of [
      await bench.given.approval(acme, subjectOf(send('k', 501)), 'approved'),
      await bench.given.approval(other, subjectOf(send('k', 500)), 'approved'),
      randomUUID(),
    ]) {
      expect(await bench.ask(acme, send('k', 500, { approval }))).toMatchObject({
        error: { code: 'approval-required' },
      })
    }
    expect(server.received).toEqual([])
  })

  it('is satisfied by those alone whom it names, whoever the runtime asked', async () => {
    await rules([{ ...largeAsks, people: ['Grace@x.test'] }])
    const byAda = await bench.given.approval(acme, subjectOf(send('k', 500)), 'approved', 'ada@x.test')
    expect(await bench.ask(acme, send('k', 500, { approval: byAda }))).toMatchObject({
      error: { code: 'approval-required', details: { people: ['Grace@x.test'] } },
    })
    const byGrace = await bench.given.approval(acme, subjectOf(send('k', 500)), 'approved', 'grace@x.test')
    expect(await bench.ask(acme, send('k', 500, { approval: byGrace }))).toMatchObject({ status: 200 })
  })
})
