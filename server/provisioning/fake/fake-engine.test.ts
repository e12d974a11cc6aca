import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { describeEngineContract } from '../contract-suite'
import type { EngineHarness } from '../testing/engine-harness'
import { makeRequest, requestVariants } from '../testing/make-request'
import { createFakeEngine } from './fake-engine'
import { createFakeWorld, fakeKey } from './fake-world'

const installation = 'ours'

async function makeHarness(): Promise<EngineHarness> {
  const world = createFakeWorld()
  let boots = 0
  const processes = new Map<string, string>()
  world.program = ({ request }) => {
    boots += 1
    processes.set(request.runtimeId, String(boots))
    return { stop: () => processes.delete(request.runtimeId) }
  }
  const key = (runtimeId: string) => fakeKey(installation, runtimeId)
  return {
    engine: (choice = {}) => createFakeEngine({ world, installation, ...choice }),
    missingImage: 'not-there:1',
    request: (differing) => makeRequest(world.image, differing),
    count: async (runtimeId) => (world.runtimes.has(key(runtimeId)) ? 1 : 0),
    processOf: async (runtimeId) => processes.get(runtimeId) ?? 'none',
    writeData: async (runtimeId, text) => void world.data.set(key(runtimeId), text),
    readData: async (runtimeId) => world.data.get(key(runtimeId)) ?? null,
    hasDoors: async (runtimeId) => world.runtimes.has(key(runtimeId)),
    makeExit: async (runtimeId, code) => world.exit(installation, runtimeId, { code }),
    exhaustMemory: async (runtimeId) => world.exit(installation, runtimeId, { code: 137, outOfMemory: true }),
    cutEventStream: async () => world.breakEventStreams(),
    dispose: async () => undefined,
  }
}

describeEngineContract('fake', makeHarness)

it('changes the digest with every field but the generation', () => {
  const engine = createFakeEngine({ world: createFakeWorld(), installation })
  const request = makeRequest('fake-image:1')
  for (const [field, variant] of Object.entries(requestVariants(request))) {
    expect(engine.bootDigest(variant) === engine.bootDigest(request), field).toBe(field === 'generation')
  }
})

it('fails and stalls where it is told to, before anything has happened', async () => {
  const world = createFakeWorld()
  const engine = createFakeEngine({ world, installation })
  const request = makeRequest(world.image)
  world.before = ({ call }) => {
    if (call === 'ensure') throw new Error('as told')
  }
  await expect(engine.ensure(request)).rejects.toThrow('as told')
  expect(await engine.list()).toEqual([])
  expect(world.calls).toContainEqual({ call: 'ensure', installation, runtimeId: request.runtimeId, generation: 1 })
})

it('makes and removes real folders for real doors', async () => {
  const root = await mkdtemp(join(tmpdir(), 'bulkhead-fake-'))
  try {
    const folders = { doors: join(root, 'doors'), data: join(root, 'data') }
    const engine = createFakeEngine({ world: createFakeWorld(), installation, folders })
    const request = makeRequest('fake-image:1')
    await engine.ensure(request)
    expect((await stat(join(folders.doors, request.runtimeId))).mode & 0o777).toBe(0o755)
    expect((await stat(join(folders.data, request.runtimeId))).mode & 0o777).toBe(0o700)
    await engine.remove(request.runtimeId, { graceMs: 0, keepData: false })
    await expect(stat(join(folders.data, request.runtimeId))).rejects.toMatchObject({ code: 'ENOENT' })
  } finally {
    await rm(root, { recursive: true })
  }
})
