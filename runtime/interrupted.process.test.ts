import { execFileSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { compileForTest } from '@/domain/blueprint/testing/compile-for-test'
import { Drawing } from '@/domain/blueprint/testing/draw'
import { messageResponseSchema } from '@/domain/runtime/runtime-api'
import { applyBundle, forTestTenant } from './testing/apply-bundle'
import { echoBundle } from './testing/bundles'
import { buildRuntime, removeBuild } from './testing/run-runtime'
import { serveBuilt } from './testing/serve-built'
import type { RunningRuntime } from './testing/start-runtime'
import { createTestHost, type TestHost } from './testing/test-host'
import { waitFor } from './testing/wait-for'

let host: TestHost
let runtime: RunningRuntime

beforeAll(buildRuntime)
afterAll(removeBuild)
beforeEach(async () => {
  host = await createTestHost()
})
afterEach(async () => {
  runtime.child.kill('SIGKILL')
  await runtime.ended
  await host.remove()
})

const post = (content: string, session = 's1') => host.ask('POST', '/v1/messages', { session, content })
const say = async (content: string) => messageResponseSchema.parse((await post(content)).json())

async function historyOf(session: string) {
  const answer = (await host.ask('GET', `/v1/sessions/${session}`)).json()
  return answer as { messages: { content: string }[] }
}

const saidInAll = (count: number, session = 's1') =>
  waitFor(`${count} messages`, async () => {
    const said = (await historyOf(session)).messages.map(({ content }) => content)
    return said.length === count && said
  })

it('told to stop in the middle of a model call, it is gone in time and goes on with it at the next start', async () => {
  runtime = await serveBuilt(host, echoBundle(1))
  host.broker.say = () => new Promise(() => undefined)
  const cutOff = post('Take your time')
  await waitFor('the model call', () => host.broker.calls.length === 1)
  runtime.child.kill('SIGTERM')
  expect((await cutOff).json()).toMatchObject({ error: { code: 'interrupted' } })
  await waitFor('its end, before an engine kills it', () => runtime.child.exitCode === 0, 10_000)
  host.broker.say = () => 'Here it is'
  runtime = await serveBuilt(host, echoBundle(1))
  expect(await saidInAll(2)).toEqual(['Take your time', 'Here it is'])
})

function waitingBundle(version: number) {
  const drawing = new Drawing()
    .trigger('chat-message')
    .next('wait', { for: 'event', event: 'paid', amount: 1, unit: 'days' })
    .next('reply', { text: `Paid, says version ${version}` })
  return forTestTenant(compileForTest(drawing.document).bundle, version)
}

it('a run that waits goes on with the version that it began on, after restarts and newer versions', async () => {
  runtime = await serveBuilt(host, waitingBundle(1))
  const { turn } = await say('I am going to pay')
  await applyBundle(host, waitingBundle(2), 2)
  const draining = (version: number) =>
    waitFor('the old version in use', () =>
      host.messages.find((message) => message.type === 'status' && message.status.draining[0]?.version === version),
    )
  expect(await draining(1)).toMatchObject({ status: { waiting: 1, draining: [{ version: 1, runs: 1 }] } })
  runtime.child.kill('SIGKILL')
  await runtime.ended
  runtime = await serveBuilt(host, waitingBundle(3), 3)
  const woken = await host.ask('POST', '/v1/webhook', { event: 'paid', payload: {} })
  expect([woken.status, woken.json()]).toEqual([202, { woken: 1 }])
  expect(await saidInAll(2)).toEqual(['I am going to pay', 'Paid, says version 1'])
  expect((await host.ask('GET', `/v1/runs/${turn}`)).json()).toMatchObject({ state: 'ended', version: 1 })
})

/** Only root may mount, and only where the machine lets it. */
function mountSmallDisk(folder: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'none', folder], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

it('on a full disk it says so, loses nothing, and goes on when there is room', async (context) => {
  if (!mountSmallDisk(host.data)) context.skip('no disk can be mounted here')
  try {
    runtime = await serveBuilt(host, echoBundle(1))
    await say('Before')
    const filler = join(host.data, 'filler')
    host.broker.say = () => {
      fill(filler)
      return 'There is no room for this'
    }
    const refused = await post('A question', 's2')
    expect([refused.status, refused.json()]).toMatchObject([507, { error: { code: 'storage-full' } }])
    expect((await post('Another', 's3')).status).toBe(507)
    expect((await host.ask('GET', '/healthz')).status).toBe(200)
    rmSync(filler)
    host.broker.say = () => 'Now there is'
    expect((await say('After')).reply).toBe('Now there is')
    runtime.child.kill('SIGKILL')
    await runtime.ended
    runtime = await serveBuilt(host, echoBundle(1))
    expect(await saidInAll(4)).toEqual(['Before', 'You said: Before', 'After', 'Now there is'])
    expect(await saidInAll(2, 's2')).toEqual(['A question', 'Now there is'])
  } finally {
    runtime.child.kill('SIGKILL')
    await runtime.ended
    execFileSync('umount', ['-l', host.data])
  }
})

/** To the last page. */
function fill(file: string): void {
  for (;;) {
    try {
      writeFileSync(file, Buffer.alloc(4_096), { flag: 'a' })
    } catch {
      return
    }
  }
}
