import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EnsureStep } from './engine-steps'
import type { Engine, RuntimeRequest } from './port'
import type { EngineHarness } from './testing/engine-harness'
import { recordEvents } from './testing/event-recorder'
import { waitUntil } from './testing/wait-until'

const grace = { graceMs: 5_000, keepData: false }

/** What every engine promises, whatever it runs. `makeHarness` is called once for the whole suite. */
export function describeEngineContract(name: string, makeHarness: () => Promise<EngineHarness>): void {
  describe(`${name} engine`, () => {
    let world: EngineHarness
    let engine: Engine
    beforeAll(async () => {
      world = await makeHarness()
      engine = world.engine()
    })
    afterAll(() => world?.dispose())

    /** Runs with a runtime that is up, and removes it afterwards. */
    const withRuntime = async (use: (request: RuntimeRequest) => Promise<void>) => {
      const request = world.request()
      try {
        await engine.ensure(request)
        await world.processOf(request.runtimeId)
        await use(request)
      } finally {
        await world.engine().remove(request.runtimeId, grace)
      }
    }

    /** Lets an engine of its own go as far as the step and no further, as a crash right there would. */
    const abandonAt = async (step: EnsureStep, request: RuntimeRequest) => {
      await new Promise<void>((reached, failed) => {
        const onStep = (at: EnsureStep) => {
          if (at !== step) return
          reached()
          return new Promise<void>(() => {})
        }
        world
          .engine({ onStep })
          .ensure(request)
          .then(() => failed(new Error(`never came to ${step}`)), failed)
      })
    }

    it('is there, and gives the same image twice', async () => {
      await engine.check()
      expect(await engine.resolveImage()).toBe(await world.engine().resolveImage())
    })

    it('changes nothing when asked twice', () =>
      withRuntime(async (request) => {
        const process = await world.processOf(request.runtimeId)
        const again = await engine.ensure(request)
        expect(again.action).toBe('unchanged')
        expect(again.observation).toMatchObject({
          phase: 'running',
          bootDigest: engine.bootDigest(request),
          generation: 1,
        })
        expect(await world.processOf(request.runtimeId)).toBe(process)
        expect(await world.count(request.runtimeId)).toBe(1)
      }))

    it('makes one runtime when asked twice at the same moment', async () => {
      const request = world.request()
      try {
        const outcomes = await Promise.all([engine.ensure(request), engine.ensure(request)])
        expect(outcomes.map(({ action }) => action).sort()).toEqual(['created', 'unchanged'])
        await world.processOf(request.runtimeId)
        expect(await world.count(request.runtimeId)).toBe(1)
      } finally {
        await engine.remove(request.runtimeId, grace)
      }
    })

    it('replaces the runtime, with the same data, when its boot digest changes', () =>
      withRuntime(async (request) => {
        await world.writeData(request.runtimeId, 'kept')
        const before = await world.processOf(request.runtimeId)
        const larger = { ...request, memoryMb: request.memoryMb + 32, generation: 2 }
        const outcome = await engine.ensure(larger)
        expect(outcome.action).toBe('replaced')
        expect(outcome.observation).toMatchObject({
          generation: 2,
          bootDigest: engine.bootDigest(larger),
          phase: 'running',
        })
        expect(await world.processOf(request.runtimeId, before)).not.toBe(before)
        expect(await world.readData(request.runtimeId)).toBe('kept')
        expect(await world.count(request.runtimeId)).toBe(1)
      }))

    it('replaces nothing for a newer generation alone, and remembers it', () =>
      withRuntime(async (request) => {
        const outcome = await engine.ensure({ ...request, generation: 7 })
        expect(outcome).toMatchObject({ action: 'unchanged', observation: { generation: 7 } })
        expect(await engine.inspect(request.runtimeId)).toMatchObject({ generation: 7 })
      }))

    it('refuses a stale generation by name, also after a restart of the controller and after the removal', () =>
      withRuntime(async (request) => {
        await engine.ensure({ ...request, generation: 5 })
        const stale = { ...request, generation: 4 }
        const refusal = { code: 'stale-generation', details: { generation: 4, honoured: 5 } }
        await expect(engine.ensure(stale)).rejects.toMatchObject(refusal)
        await expect(world.engine().ensure(stale)).rejects.toMatchObject(refusal)
        await engine.remove(request.runtimeId, grace)
        await expect(world.engine().ensure(stale)).rejects.toMatchObject(refusal)
        expect(await world.count(request.runtimeId)).toBe(0)
      }))

    it('refuses a request that is no good, and makes nothing', async () => {
      const request = world.request({ tenantSlug: '../etc' })
      await expect(engine.ensure(request)).rejects.toMatchObject({ code: 'bad-input' })
      await expect(engine.remove('../../etc', grace)).rejects.toMatchObject({ code: 'bad-input' })
      await expect(engine.inspect('..')).rejects.toMatchObject({ code: 'bad-input' })
      expect(await world.count(request.runtimeId)).toBe(0)
    })

    it('removes what is there once, and then says that there is nothing', () =>
      withRuntime(async ({ runtimeId }) => {
        expect(await engine.remove(runtimeId, grace)).toBe('removed')
        expect(await engine.remove(runtimeId, grace)).toBe('absent')
        expect(await engine.inspect(runtimeId)).toBeNull()
        expect(await world.hasDoors(runtimeId)).toBe(false)
        expect(await world.count(runtimeId)).toBe(0)
      }))

    it('keeps the data on removal when asked, and destroys it when asked', () =>
      withRuntime(async (request) => {
        const { runtimeId } = request
        await world.writeData(runtimeId, 'precious')
        const before = await world.processOf(runtimeId)
        await engine.remove(runtimeId, { ...grace, keepData: true })
        expect(await world.readData(runtimeId)).toBe('precious')
        expect((await engine.ensure(request)).action).toBe('created')
        await world.processOf(runtimeId, before)
        expect(await world.readData(runtimeId)).toBe('precious')
        await engine.remove(runtimeId, { ...grace, keepData: true })
        expect(await engine.remove(runtimeId, grace)).toBe('removed')
        expect(await world.readData(runtimeId)).toBeNull()
      }))

    it('pauses and resumes, each as often as asked, within one process', () =>
      withRuntime(async ({ runtimeId }) => {
        const process = await world.processOf(runtimeId)
        await engine.pause(runtimeId)
        await engine.pause(runtimeId)
        await waitUntil('the pause', async () => (await engine.inspect(runtimeId))?.phase === 'paused')
        await engine.resume(runtimeId)
        await engine.resume(runtimeId)
        await waitUntil('the end of the pause', async () => (await engine.inspect(runtimeId))?.phase === 'running')
        expect(await world.processOf(runtimeId)).toBe(process)
      }))

    it('wakes a paused runtime on ensure, and can end one', () =>
      withRuntime(async (request) => {
        await engine.pause(request.runtimeId)
        await waitUntil('the pause', async () => (await engine.inspect(request.runtimeId))?.phase === 'paused')
        expect(await engine.ensure(request)).toMatchObject({ action: 'started' })
        await waitUntil('it to wake', async () => (await engine.inspect(request.runtimeId))?.phase === 'running')
        await engine.pause(request.runtimeId)
        expect(await engine.remove(request.runtimeId, grace)).toBe('removed')
        expect(await world.count(request.runtimeId)).toBe(0)
      }))

    it('tells of an exit by event and by inspect, and starts it again on ensure', () =>
      withRuntime(async (request) => {
        const { runtimeId } = request
        const before = await world.processOf(runtimeId)
        const events = recordEvents(engine)
        await events.waitFor('resynchronise')
        await world.makeExit(runtimeId, 3)
        expect(await events.waitFor('exited', runtimeId)).toEqual({ type: 'exited', runtimeId, exitCode: 3 })
        const observation = await engine.inspect(runtimeId)
        expect(observation).toMatchObject({ phase: 'exited', exit: { code: 3, outOfMemory: false } })
        expect(Date.parse(observation?.exit?.at ?? '')).toBeGreaterThan(Date.now() - 60_000)
        expect(await engine.list()).toContainEqual(observation)

        expect(await engine.ensure(request)).toMatchObject({ action: 'started', observation: { phase: 'running' } })
        expect(await world.processOf(runtimeId, before)).not.toBe(before)
        await events.waitFor('started', runtimeId)
        await events.stop()
      }))

    it('restarts into a new process, with the same data', () =>
      withRuntime(async ({ runtimeId }) => {
        await world.writeData(runtimeId, 'kept')
        const before = await world.processOf(runtimeId)
        expect(await engine.restart(runtimeId, 5_000)).toMatchObject({ phase: 'running' })
        expect(await world.processOf(runtimeId, before)).not.toBe(before)
        expect(await world.count(runtimeId)).toBe(1)
        expect(await world.readData(runtimeId)).toBe('kept')
      }))

    it('says which runtime is missing when told to act on none', async () => {
      const { runtimeId } = world.request()
      const missing = { code: 'not-found', details: { runtimeId } }
      await expect(engine.pause(runtimeId)).rejects.toMatchObject(missing)
      await expect(engine.resume(runtimeId)).rejects.toMatchObject(missing)
      await expect(engine.restart(runtimeId, 0)).rejects.toMatchObject(missing)
    })

    it('tells of a lack of memory, while the neighbour lives on', () =>
      withRuntime((neighbour) =>
        withRuntime(async ({ runtimeId }) => {
          const undisturbed = await world.processOf(neighbour.runtimeId)
          const events = recordEvents(engine)
          await events.waitFor('resynchronise')
          await world.exhaustMemory(runtimeId)
          await events.waitFor('out-of-memory', runtimeId)
          await events.waitFor('exited', runtimeId)
          await events.stop()
          expect(await engine.inspect(runtimeId)).toMatchObject({ phase: 'exited', exit: { outOfMemory: true } })
          expect(await engine.inspect(neighbour.runtimeId)).toMatchObject({ phase: 'running' })
          expect(await world.processOf(neighbour.runtimeId)).toBe(undisturbed)
        }),
      ))

    it.each<EnsureStep>(['generation', 'folders', 'create', 'start'])(
      'ends with exactly one runtime after a crash before "%s" of the first start',
      async (step) => {
        const request = world.request()
        try {
          await abandonAt(step, request)
          const outcome = await world.engine().ensure(request)
          expect(['created', 'started']).toContain(outcome.action)
          expect(outcome.observation).toMatchObject({ phase: 'running', bootDigest: engine.bootDigest(request) })
          await world.processOf(request.runtimeId)
          expect(await world.count(request.runtimeId)).toBe(1)
          expect((await engine.ensure(request)).action).toBe('unchanged')
        } finally {
          await world.engine().remove(request.runtimeId, grace)
        }
      },
    )

    it.each<EnsureStep>(['generation', 'folders', 'stop', 'remove', 'create', 'start'])(
      'ends with exactly one runtime, the new one, after a crash before "%s" of a replacement',
      (step) =>
        withRuntime(async (request) => {
          await world.writeData(request.runtimeId, 'kept')
          const before = await world.processOf(request.runtimeId)
          const larger = { ...request, memoryMb: request.memoryMb + 32, generation: 2 }
          await abandonAt(step, larger)
          const { observation } = await world.engine().ensure(larger)
          expect(observation).toMatchObject({ phase: 'running', bootDigest: engine.bootDigest(larger) })
          await world.processOf(request.runtimeId, before)
          expect(await world.count(request.runtimeId)).toBe(1)
          expect(await world.readData(request.runtimeId)).toBe('kept')
        }),
    )

    it('says to look again when the stream of events is opened, and after it was lost', () =>
      withRuntime(async ({ runtimeId }) => {
        const events = recordEvents(engine)
        await events.waitFor('resynchronise')
        if (world.cutEventStream) {
          await world.cutEventStream()
          await waitUntil('the stream to come back', () => events.count('resynchronise') >= 2)
        }
        await engine.pause(runtimeId)
        await events.waitFor('paused', runtimeId)
        await events.stop()
      }))

    it('lists what belongs to this installation and nothing of another one', () =>
      withRuntime(async (mine) => {
        const neighbour = world.engine({ installation: 'neighbour' })
        const theirs = world.request({ image: await neighbour.resolveImage() })
        try {
          await neighbour.ensure(theirs)
          await world.processOf(theirs.runtimeId)
          const events = recordEvents(engine)
          await events.waitFor('resynchronise')
          await neighbour.pause(theirs.runtimeId)
          await engine.pause(mine.runtimeId)
          await events.waitFor('paused', mine.runtimeId)
          await events.stop()
          expect(events.heard).not.toContainEqual(expect.objectContaining({ runtimeId: theirs.runtimeId }))
          expect((await engine.list()).map(({ runtimeId }) => runtimeId)).toEqual([mine.runtimeId])
          expect((await neighbour.list()).map(({ runtimeId }) => runtimeId)).toEqual([theirs.runtimeId])
          expect(await engine.inspect(theirs.runtimeId)).toBeNull()
          await expect(engine.pause(theirs.runtimeId)).rejects.toMatchObject({ code: 'not-found' })
        } finally {
          await neighbour.remove(theirs.runtimeId, grace)
        }
      }))
  })
}
