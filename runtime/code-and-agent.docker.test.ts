import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { messageResponseSchema } from '@/domain/runtime/runtime-api'
import { createDockerEngine } from '@/server/provisioning/docker/docker-engine'
import type { Engine } from '@/server/provisioning/port'
import { bundleKey, ids, signBundle } from './testing/bundles'
import { codeAndAgentBundle } from './testing/code-and-agent'
import { buildRuntime, builtRuntime, removeBuild } from './testing/run-runtime'
import { createTestHost, type TestHost } from './testing/test-host'

let host: TestHost
let engine: Engine

beforeAll(async () => {
  buildRuntime()
  host = await createTestHost()
  engine = createDockerEngine({
    folders: { doors: join(host.folder, 'd'), data: join(host.folder, 'data') },
    installation: `code-${process.pid}`,
    runtimeDist: builtRuntime,
  })
  await engine.ensure({
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
  })
  await host.take('hello')
})
afterAll(async () => {
  await engine.remove(ids.runtime, { graceMs: 0, keepData: false })
  await host.remove()
  removeBuild()
})

async function apply(generation: number, hogMb?: number): Promise<void> {
  host.send({ type: 'apply-bundle', generation, bundle: signBundle(codeAndAgentBundle(hogMb)) })
  expect(await host.take('bundle-applied')).toMatchObject({ generation })
}

const say = async (content: string) =>
  messageResponseSchema.parse((await host.ask('POST', '/v1/messages', { content })).json()).reply

it('a sealed container runs code and agents', async () => {
  await apply(1)
  expect(await say('one two three')).toBe('You said: 3 words')
})

it('where code uses up the memory of the whole container, its sandbox ends and the agent lives', async () => {
  await apply(2, 120)
  expect(await say('one')).toMatch(/^over-limit: The code needed more memory/)
  await apply(3)
  expect(await say('still here')).toBe('You said: 2 words')
  expect(host.messages.map(({ type }) => type)).not.toContain('hello')
  expect(await engine.inspect(ids.runtime)).toMatchObject({ phase: 'running' })
})
