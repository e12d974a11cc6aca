import { BulkheadError } from '@/domain/errors'
import { digestOf } from '../boot-digest'
import { renderBootEnv } from '../boot-env'
import { createKeyedLock } from '../concurrency'
import type { StepHook } from '../engine-steps'
import { createEventQueue } from '../event-queue'
import { staleGeneration } from '../generation-store'
import type { Engine, EngineFolders, EnsureOutcome, RuntimeObservation, RuntimeRequest } from '../port'
import { createRuntimeFolders } from '../runtime-folders'
import { checkRequest, checkRuntimeId } from '../runtime-request'
import { type FakeCall, type FakeRuntime, type FakeWorld, fakeKey } from './fake-world'

export type FakeEngineOptions = {
  world: FakeWorld
  installation: string
  /** With these, real folders are made and removed, so that real doors can be listened at. */
  folders?: EngineFolders
  onStep?: StepHook
}

/** Runtimes in memory, for tests of whatever drives an engine. Keeps the contract that the real engines keep. */
export function createFakeEngine(options: FakeEngineOptions): Engine {
  const { world, installation } = options
  const lock = createKeyedLock()
  const ensure = createFakeEnsure(options)
  const key = (runtimeId: string) => fakeKey(installation, runtimeId)

  async function begin(call: FakeCall, runtimeId?: string, generation?: number): Promise<void> {
    if (runtimeId !== undefined) checkRuntimeId(runtimeId)
    const record = {
      call,
      installation,
      ...(runtimeId === undefined ? {} : { runtimeId }),
      ...(generation === undefined ? {} : { generation }),
    }
    world.calls.push(record)
    await world.before(record)
  }

  function existing(runtimeId: string): FakeRuntime {
    const runtime = world.runtimes.get(key(runtimeId))
    if (runtime) return runtime
    throw new BulkheadError('not-found', 'There is no such runtime on this engine.', { details: { runtimeId } })
  }

  return {
    name: 'fake',
    waivedGuards: [],
    check: () => begin('check'),
    async resolveImage() {
      await begin('resolveImage')
      world.images.add(world.image)
      return world.image
    },
    bootDigest: fakeBootDigest,
    async ensure(request) {
      checkRequest(request)
      return lock(request.runtimeId, async () => {
        await begin('ensure', request.runtimeId, request.generation)
        return ensure(request)
      })
    },
    async inspect(runtimeId) {
      await begin('inspect', runtimeId)
      const runtime = world.runtimes.get(key(runtimeId))
      return runtime ? observe(world, installation, runtime) : null
    },
    async list() {
      await begin('list')
      return [...world.runtimes]
        .filter(([place]) => place.startsWith(`${installation}/`))
        .map(([, runtime]) => observe(world, installation, runtime))
    },
    pause: (runtimeId) =>
      lock(runtimeId, async () => {
        await begin('pause', runtimeId)
        const runtime = existing(runtimeId)
        if (runtime.phase === 'paused') return
        if (runtime.phase !== 'running') throw notRunning(runtimeId)
        runtime.phase = 'paused'
        runtime.program?.pause?.()
        world.publish(installation, { type: 'paused', runtimeId })
      }),
    resume: (runtimeId) =>
      lock(runtimeId, async () => {
        await begin('resume', runtimeId)
        const runtime = existing(runtimeId)
        if (runtime.phase === 'running') return
        if (runtime.phase !== 'paused') throw notRunning(runtimeId)
        resumeFake(world, installation, runtime)
      }),
    restart: (runtimeId) =>
      lock(runtimeId, async () => {
        await begin('restart', runtimeId)
        const runtime = existing(runtimeId)
        world.exit(installation, runtimeId, { code: 0 })
        startFake(options, runtime)
        return observe(world, installation, runtime)
      }),
    remove: (runtimeId, { keepData }) =>
      lock(runtimeId, async () => {
        await begin('remove', runtimeId)
        world.exit(installation, runtimeId, { code: 0 })
        const had = world.runtimes.delete(key(runtimeId))
        if (had) world.publish(installation, { type: 'removed', runtimeId })
        const hadData = !keepData && world.data.delete(key(runtimeId))
        const hadFolders = options.folders
          ? await createRuntimeFolders(options.folders).remove(runtimeId, keepData)
          : false
        return had || hadData || hadFolders ? 'removed' : 'absent'
      }),
    async *events(signal) {
      const queue = createEventQueue(signal)
      const unsubscribe = world.subscribe(installation, queue.push)
      try {
        yield { type: 'resynchronise' }
        yield* queue.drain()
      } finally {
        unsubscribe()
      }
    },
  }
}

function createFakeEnsure(options: FakeEngineOptions): (request: RuntimeRequest) => Promise<EnsureOutcome> {
  const { world, installation, onStep = () => undefined } = options
  return async (request) => {
    const { runtimeId } = request
    const key = fakeKey(installation, runtimeId)
    await onStep('generation', runtimeId)
    const honoured = world.honoured.get(key) ?? 0
    if (request.generation < honoured) throw staleGeneration(runtimeId, request.generation, honoured)
    world.honoured.set(key, request.generation)
    await onStep('folders', runtimeId)
    if (!world.data.has(key)) world.data.set(key, '')
    if (options.folders) {
      const owner = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }
      await createRuntimeFolders(options.folders).make(runtimeId, owner)
    }

    const found = world.runtimes.get(key)
    const bootDigest = fakeBootDigest(request)
    if (found?.bootDigest === bootDigest) {
      const action = await wake(options, found)
      return { action, observation: observe(world, installation, found) }
    }
    if (!world.images.has(request.image)) {
      throw new BulkheadError('engine-refused', `This engine has no image ${request.image}.`)
    }
    if (found) {
      await onStep('stop', runtimeId)
      world.exit(installation, runtimeId, { code: 0 })
      await onStep('remove', runtimeId)
      world.runtimes.delete(key)
    }
    await onStep('create', runtimeId)
    const made: FakeRuntime = { request, bootDigest, phase: 'created' }
    world.runtimes.set(key, made)
    await onStep('start', runtimeId)
    startFake(options, made)
    return { action: found ? 'replaced' : 'created', observation: observe(world, installation, made) }
  }
}

async function wake(options: FakeEngineOptions, runtime: FakeRuntime): Promise<'unchanged' | 'started'> {
  if (runtime.phase === 'running') return 'unchanged'
  await options.onStep?.('start', runtime.request.runtimeId)
  if (runtime.phase === 'paused') resumeFake(options.world, options.installation, runtime)
  else startFake(options, runtime)
  return 'started'
}

function startFake({ world, installation, folders }: FakeEngineOptions, runtime: FakeRuntime): void {
  const { request } = runtime
  const places = folders ? createRuntimeFolders(folders) : undefined
  const env = renderBootEnv(request, {
    doors: places?.doors(request.runtimeId) ?? '/run/bulkhead',
    data: places?.data(request.runtimeId) ?? '/data',
    waivedGuards: [],
  })
  runtime.phase = 'running'
  runtime.startedAt = new Date().toISOString()
  delete runtime.exit
  runtime.program = world.program({ installation, request, env })
  world.publish(installation, { type: 'started', runtimeId: request.runtimeId })
}

function resumeFake(world: FakeWorld, installation: string, runtime: FakeRuntime): void {
  runtime.phase = 'running'
  runtime.program?.resume?.()
  world.publish(installation, { type: 'resumed', runtimeId: runtime.request.runtimeId })
}

/** Like the real engines: everything that is rendered, without the generation. */
function fakeBootDigest({ generation: _generation, ...rest }: RuntimeRequest): string {
  return digestOf(rest)
}

function observe(world: FakeWorld, installation: string, runtime: FakeRuntime): RuntimeObservation {
  const { runtimeId, workspaceId, tenantId, generation } = runtime.request
  return {
    runtimeId,
    workspaceId,
    tenantId,
    generation: Math.max(generation, world.honoured.get(fakeKey(installation, runtimeId)) ?? 0),
    bootDigest: runtime.bootDigest,
    phase: runtime.phase === 'created' ? 'exited' : runtime.phase,
    ...(runtime.exit ? { exit: runtime.exit } : {}),
    ...(runtime.startedAt === undefined ? {} : { startedAt: runtime.startedAt }),
  }
}

function notRunning(runtimeId: string): BulkheadError {
  return new BulkheadError('engine-refused', 'This runtime is not running, so it cannot be paused or resumed.', {
    details: { runtimeId },
  })
}
