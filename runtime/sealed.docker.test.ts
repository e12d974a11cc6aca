import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { messageResponseSchema } from '@/domain/runtime/runtime-api'
import { createDockerEngine } from '@/server/provisioning/docker/docker-engine'
import type { Engine, RuntimeRequest } from '@/server/provisioning/port'
import { bundleKey, echoBundle, ids, signBundle } from './testing/bundles'
import { buildRuntime, builtRuntime, removeBuild } from './testing/run-runtime'
import { createTestHost, type TestHost } from './testing/test-host'

let host: TestHost
let engine: Engine
let request: RuntimeRequest

beforeAll(async () => {
  buildRuntime()
  host = await createTestHost()
  engine = createDockerEngine({
    folders: { doors: join(host.folder, 'd'), data: join(host.folder, 'data') },
    installation: `rt-${process.pid}`,
    runtimeDist: builtRuntime,
  })
  request = {
    runtimeId: ids.runtime,
    workspaceId: ids.workspace,
    tenantId: ids.tenant,
    tenantSlug: 'acme',
    generation: 1,
    image: await engine.resolveImage(),
    memoryMb: 128,
    cpus: 0.5,
    pids: 64,
    bundleKey,
  }
})
afterAll(async () => {
  await engine.remove(ids.runtime, { graceMs: 0, keepData: false })
  await host.remove()
  removeBuild()
})

async function serve(): Promise<void> {
  host.send({ type: 'apply-bundle', generation: 1, bundle: signBundle(echoBundle(1)) })
  const applied = await host.take('bundle-applied')
  expect(applied.guards.results.filter(({ outcome }) => outcome !== 'passed')).toEqual([])
}

it('in a sealed container every guard passes without a waiver, and conversations outlive the container', async () => {
  await engine.ensure(request)
  const hello = await host.take('hello')
  expect(hello.guards.results.map(({ id, outcome, evidence }) => [id, outcome, evidence])).toEqual(
    hello.guards.results.map(({ id, evidence }) => [id, 'passed', evidence]),
  )
  await serve()
  const first = messageResponseSchema.parse((await host.ask('POST', '/v1/messages', { content: 'I am Ada' })).json())
  expect(first.reply).toBe('You said: I am Ada')

  await engine.ensure({ ...request, generation: 2, memoryMb: 192 })
  await host.take('hello')
  await serve()
  await host.ask('POST', '/v1/messages', { content: 'Who am I?', session: first.session })
  const prompt = host.broker.calls.at(-1)?.messages.map(({ content }) => content)
  expect(prompt).toContain('I am Ada')
})
