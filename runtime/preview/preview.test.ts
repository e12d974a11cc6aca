import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { wait } from '@/domain/blueprint/block-kinds/wait'
import type { RunTrace, StepContent } from '@/domain/runtime/runtime-api'
import { bundleOf, chat, reply, step } from '../testing/bundles'
import { serveInProcess } from '../testing/in-process'
import { createPreviewKey } from './preview-key'

const steps = [
  chat('nap'),
  step({ id: 'nap', kind: 'wait', config: wait.defaults(), next: { out: ['say'] } }),
  step({
    id: 'daily',
    kind: 'schedule',
    config: { cron: '0 9 * * *', timeZone: 'Etc/UTC', missed: 'skip' },
    next: { out: ['say'] },
  }),
  reply('say', 'Done.'),
]
const bundle = (preview: boolean) =>
  bundleOf(steps, { triggers: ['chat', 'daily'], sessions: 'move', ...(preview ? { preview: true } : {}) })

let runtime: Awaited<ReturnType<typeof serveInProcess>>
let key: string
beforeEach(async () => {
  runtime = await serveInProcess(bundle(true))
  key = createPreviewKey(runtime.runs.stores.statements, runtime.runs.bundles, Date.now)() ?? ''
})
afterEach(() => runtime.close())

const ask = (method: string, path: string, body?: unknown, bearer: string | null = key) =>
  fetch(runtime.url + path, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
const trace = async (turn: string) => (await (await ask('GET', `/v1/runs/${turn}`)).json()) as RunTrace
const content = async (turn: string, place: string) =>
  (await (await ask('GET', `/v1/runs/${turn}/steps/${place}`)).json()) as StepContent
const started = async () => (await (await ask('POST', '/v1/messages', { content: 'hello' })).json()) as { turn: string }

describe('a preview', () => {
  it('is closed to whoever has no key, whatever they ask, and says nothing but that', async () => {
    const { turn } = await started()
    const paths: [string, string][] = [
      ['GET', '/'],
      ['POST', '/v1/messages'],
      ['POST', '/v1/webhook'],
      ['POST', '/v1/files'],
      ['GET', `/v1/runs/${turn}`],
      ['GET', `/v1/runs/${turn}/steps/say`],
      ['POST', `/v1/runs/${turn}/skip/nap`],
      ['POST', '/v1/schedules/daily'],
      ['GET', '/v1/models'],
    ]
    for (const [method, path] of paths) {
      for (const bearer of [null, 'x', `${key}x`, key.toUpperCase()]) {
        const answer = await ask(method, path, method === 'POST' ? { content: 'x' } : undefined, bearer)
        expect([path, answer.status]).toEqual([path, 403])
        expect(await answer.text()).not.toMatch(/hello|said/)
      }
    }
  })

  it('answers any page that has the key, and asks for no cookie', async () => {
    const preflight = await ask('OPTIONS', '/v1/messages', undefined, null)
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization')
    const answer = await ask('GET', '/v1/models')
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull()
  })

  it('shows what each step was given and what came of it, and which drawing answered', async () => {
    const { turn } = await started()
    expect(await trace(turn)).toMatchObject({ state: 'waiting', drawing: bundle(true).blueprint.digest })
    expect(await content(turn, 'chat')).toMatchObject({ input: { content: 'hello' } })
    expect((await ask('GET', `/v1/runs/${turn}/steps/say`)).status).toBe(404)
    expect((await ask('POST', `/v1/runs/${turn}/skip/nap`)).status).toBe(204)
    await vi.waitFor(async () => expect((await trace(turn)).state).toBe('ended'), { timeout: 10_000, interval: 5 })
    const said = await content(turn, 'say')
    expect(said).toMatchObject({ step: 'say', input: { nap: { waitedSeconds: expect.any(Number) } }, failures: [] })
    expect(said.reply).toBe('Done.')
    expect((await ask('POST', `/v1/runs/${turn}/skip/nap`)).status).toBe(409)
  })

  it('fires a schedule when asked to', async () => {
    const answer = (await (await ask('POST', '/v1/schedules/daily')).json()) as { turn: string }
    expect(await trace(answer.turn)).toMatchObject({ steps: [{ step: 'daily' }, { step: 'say' }] })
    expect((await ask('POST', '/v1/schedules/other')).status).toBe(404)
  })

  it('has the same key after a restart, and is closed before its bundle is there', () => {
    const { statements } = runtime.runs.stores
    expect(key).toMatch(/^[\w-]{43}$/)
    expect(createPreviewKey(statements, { active: null } as never, Date.now)()).toBe(key)
  })
})

describe('a customer’s runtime', () => {
  it('has no key and none of these routes', async () => {
    const customer = await serveInProcess(bundle(false))
    try {
      expect(createPreviewKey(customer.runs.stores.statements, customer.runs.bundles, Date.now)()).toBeNull()
      const said = await fetch(`${customer.url}/v1/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ content: 'hello' }),
      })
      expect(said.headers.get('access-control-allow-origin')).toBeNull()
      const { turn } = (await said.json()) as { turn: string }
      for (const [method, path] of [
        ['GET', `/v1/runs/${turn}/steps/say`],
        ['POST', `/v1/runs/${turn}/skip/nap`],
        ['POST', '/v1/schedules/daily'],
      ] as const) {
        expect((await fetch(customer.url + path, { method })).status).toBe(404)
      }
    } finally {
      customer.close()
    }
  })
})
